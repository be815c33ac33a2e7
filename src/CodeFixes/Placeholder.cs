namespace BindCheck.CodeFixes;
