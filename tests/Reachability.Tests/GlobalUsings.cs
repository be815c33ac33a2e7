global using BindCheck.Reach;
global using ClientReach = BindCheck.Reach.Reach;
