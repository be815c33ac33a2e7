using BindCheck.Listeners.Repairs;

namespace BindCheck.CodeFixes.Listeners;

/// <summary>Another host within a URL; the rest of the text stays as it is written.</summary>
internal sealed class UrlRepair : IListenerRepair
{
    /// <inheritdoc/>
    public string Title(Recipe recipe) => recipe switch
    {
        Recipe.Dual => "Accept both families with the host '*'",
        Recipe.IPv6Any => "Accept both families with the host '[::]'" + ListenerRepair.WithoutIPv6,
        Recipe.Localhost => "Accept loopback clients of both families with the host 'localhost'",
        _ => "Open the server to the network with the host '*'",
    };

    /// <inheritdoc/>
    public void Edit(RepairEdit edit, Recipe recipe)
    {
        var host = recipe switch { Recipe.IPv6Any => "[::]", Recipe.Localhost => "localhost", _ => "*" };
        foreach (var span in edit.Spans(Role.Host)) edit.Replace(span, host);
    }
}
