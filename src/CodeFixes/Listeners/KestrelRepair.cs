using BindCheck.Listeners.Repairs;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BindCheck.CodeFixes.Listeners;

/// <summary>Another method of Kestrel's options or of its configuration loader.</summary>
/// <param name="anyIP">The method that listens on all interfaces, over both families.</param>
/// <param name="localhost">The method that listens on both loopback addresses.</param>
internal sealed class KestrelRepair(string anyIP, string localhost) : IListenerRepair
{
    /// <inheritdoc/>
    public string Title(Recipe recipe) => recipe switch
    {
        Recipe.Dual => "Accept both families with " + anyIP,
        Recipe.IPv6Any => "Accept both families with IPAddress.IPv6Any" + ListenerRepair.WithoutIPv6,
        Recipe.Localhost => "Accept loopback clients of both families with " + localhost,
        _ => "Open the server to the network with " + anyIP,
    };

    /// <inheritdoc/>
    public void Edit(RepairEdit edit, Recipe recipe)
    {
        if (recipe == Recipe.IPv6Any)
        {
            AddressRepair.Replace(edit, withFallback: false);
            return;
        }

        SimpleNameSyntax? name = (edit.Site as InvocationExpressionSyntax)?.Expression switch
        {
            MemberAccessExpressionSyntax access => access.Name,
            MemberBindingExpressionSyntax binding => binding.Name,
            SimpleNameSyntax simple => simple,
            _ => null,
        };
        if (name is null) return;
        edit.Replace(name.Span, recipe == Recipe.Localhost ? localhost : anyIP);
        edit.ReduceToPort();
    }
}
