using BindCheck.Listeners.Facts;
using BindCheck.Listeners.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BindCheck.Listeners.Repairs;

/// <summary>
/// Whether a TcpListener may be started again after a stop. Stop() drops the socket and Start() makes a new one that is not dual-mode
/// (TCPListener.cs, CreateNewSocketIfNeeded), so that a repaired listener would then refuse IPv4: worse than before.
/// </summary>
internal static class Restarts
{
    /// <summary>
    /// A listener is safe if code that is not seen cannot restart it and either nothing stops it, or one Start runs once for each creation.
    /// A listener that leaves its file is not.
    /// </summary>
    internal static bool ArePossible(SyntaxNode creation, SymbolUses symbols, CancellationToken cancellationToken)
    {
        // A class derived from TcpListener is its own holder: other files start it, and those that restart it stop it near its declaration.
        if (creation is not ExpressionSyntax)
            return symbols.Named("Stop").Concat(symbols.Named("Dispose")).Any(name => MayStopListener(name, symbols));

        var life = new ObjectLife(creation, symbols, cancellationToken);
        if (life.LeavesFile) return true;
        var starts = life.Uses.Where(static use => use.Path == "Start").ToList();
        if (starts.Count == 1 && !MayRepeat(starts[0].Node, creation)) return false;
        return life.Uses.Any(static use => use.Path is "Stop" or "Dispose")
            || life.Holders.Any(static holder => holder is IFieldSymbol or IPropertySymbol && !SymbolSight.IsPrivate(holder));
    }

    // A member of TcpListener, of a type derived from it, or one that is not to be resolved.
    private static bool MayStopListener(SimpleNameSyntax name, SymbolUses symbols)
    {
        var owner = symbols.SymbolOf(name)?.ContainingType;
        if (owner is null) return true;
        for (; owner is not null; owner = owner.BaseType)
            if (owner.Name == "TcpListener") return true;
        return false;
    }

    // In another member, or in a loop or function that does not create the listener anew.
    private static bool MayRepeat(SyntaxNode start, SyntaxNode creation) =>
        HostPrecedence.BodyOf(start) != HostPrecedence.BodyOf(creation)
        || start.Ancestors().Any(a => a is ForStatementSyntax or CommonForEachStatementSyntax or WhileStatementSyntax or DoStatementSyntax
            or LabeledStatementSyntax or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax && !a.Span.Contains(creation.Span));
}
