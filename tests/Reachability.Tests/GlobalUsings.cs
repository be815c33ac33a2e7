global using BindCheck.Reach;
