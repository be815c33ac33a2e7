namespace BindCheck.Files;

/// <summary>Paths as the compiler hands them over, of either kind of system, compared as text: the file system is not asked.</summary>
internal static class FilePath
{
    /// <summary>A path with forward slashes and without "." and ".." where they can be resolved.</summary>
    internal static string Normalize(string path)
    {
        var parts = new List<string>();
        foreach (var part in path.Replace('\\', '/').Split('/'))
        {
            if (part == ".." && parts.Count > 0 && parts[parts.Count - 1] is not ("" or "..")) parts.RemoveAt(parts.Count - 1);
            else if (part != ".") parts.Add(part);
        }

        return string.Join("/", parts);
    }

    /// <summary>The last part of a path.</summary>
    internal static string NameOf(string path) => path.Substring(path.LastIndexOfAny(['/', '\\']) + 1);

    /// <summary>Whether a path ends in a file name, case and all, as Helm and kustomize look for it.</summary>
    internal static bool IsNamed(string path, string name) =>
        path.EndsWith(name, StringComparison.Ordinal) && (path.Length == name.Length || path[path.Length - name.Length - 1] is '/' or '\\');

    /// <summary>The path of a file, given relative to the folder of another one.</summary>
    internal static string Beside(string path, string relative)
    {
        path = Normalize(path);
        return Normalize(path.Substring(0, path.LastIndexOf('/') + 1) + relative);
    }
}
