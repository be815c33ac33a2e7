using Microsoft.CodeAnalysis;

namespace BindCheck.Listeners.Checks;

/// <summary>A rule, or a few that share their look at the code, over the listeners of one file.</summary>
internal interface IListenerCheck
{
    /// <summary>What the rule has to say about a file that has at least one bind.</summary>
    IEnumerable<Diagnostic> Run(FileListeners file);
}
