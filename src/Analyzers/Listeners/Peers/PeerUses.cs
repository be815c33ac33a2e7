using BindCheck.Listeners.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BindCheck.Listeners.Peers;

/// <summary>Which uses of a peer depend on its form, and how. Null where a use is right for every form.</summary>
internal sealed class PeerUses(PeerOperands operands)
{
    // MapToIPv4 and the like give no peer: what they give is judged at the call.
    private static readonly Dictionary<(PeerForm, string Member, bool IsCall), PeerForm> s_forms = new()
    {
        [(PeerForm.EndPoint, "Address", false)] = PeerForm.Address,
        [(PeerForm.EndPoint, "AddressFamily", false)] = PeerForm.Family,
        [(PeerForm.EndPoint, "ToString", true)] = PeerForm.Text,
        [(PeerForm.Address, "AddressFamily", false)] = PeerForm.Family,
        [(PeerForm.Address, "ToString", true)] = PeerForm.Text,
        [(PeerForm.Address, "GetAddressBytes", true)] = PeerForm.Bytes,
        [(PeerForm.Text, "Trim", true)] = PeerForm.Text,
        [(PeerForm.Text, "ToString", true)] = PeerForm.Text,
        [(PeerForm.Text, "ToLower", true)] = PeerForm.Text,
        [(PeerForm.Text, "ToLowerInvariant", true)] = PeerForm.Text,
    };

    private static readonly HashSet<string> s_lookUps = new(StringComparer.Ordinal)
        { "Contains", "ContainsKey", "TryGetValue", "GetValueOrDefault", "IndexOf", "LastIndexOf", "BinarySearch" };

    // Take a text apart, in ways of which some survive the prefix.
    private static readonly HashSet<string> s_dissections = new(StringComparer.Ordinal) { "Substring", "LastIndexOf", "EndsWith", "Replace", "Remove", "TrimStart" };

    /// <summary>What a member of a peer gives, where that still is a peer.</summary>
    internal static PeerForm? FormAfter(PeerForm form, string member, bool isCall) => s_forms.TryGetValue((form, member, isCall), out var after) ? after : null;

    /// <summary>As <see cref="FormAfter"/>, for a chain of properties in a pattern: "Address.AddressFamily".</summary>
    internal static PeerForm? FormAfterAll(PeerForm form, string chain) =>
        chain.Split('.').Aggregate((PeerForm?)form, static (before, member) => before is { } known ? FormAfter(known, member, isCall: false) : null);

    /// <summary>Whether a method makes an address of a text.</summary>
    internal static bool IsParse(IMethodSymbol method, PeerForm form) => form == PeerForm.Text && method.Name == "Parse" && ValueReader.IsNet(method.ContainingType, "IPAddress");

    /// <summary>peer == other. IPAddress has no such operator: it compares references, which never were equal.</summary>
    internal PeerHazard? OfComparison(BinaryExpressionSyntax comparison, ExpressionSyntax other, PeerForm form) => form switch
    {
        // "is" with a constant of another type is no pattern to the parser.
        _ when !comparison.IsKind(SyntaxKind.EqualsExpression) && !comparison.IsKind(SyntaxKind.NotEqualsExpression) && !comparison.IsKind(SyntaxKind.IsExpression) => null,
        PeerForm.Text when operands.IsIpv4(other) => PeerHazard.Text,
        PeerForm.Family when operands.FamilyOf(other) == 4 => Family(comparison),
        _ => null,
    };

    /// <summary>peer.Method(…)</summary>
    internal PeerHazard? OfCall(InvocationExpressionSyntax call, string name, PeerForm form)
    {
        var first = call.ArgumentList.Arguments.FirstOrDefault()?.Expression;
        return (form, name) switch
        {
            (PeerForm.Address, "MapToIPv4") => call.Ancestors().OfType<ConditionalExpressionSyntax>().Any(Normalisers.IsNormalising) ? null : PeerHazard.Mapped,
            (PeerForm.Address or PeerForm.EndPoint, "Equals") => operands.IsIpv4(first) ? PeerHazard.Equality : null,
            (PeerForm.Text, "Equals" or "StartsWith" or "CompareTo") => operands.IsIpv4(first) ? PeerHazard.Text : null,
            (PeerForm.Text, "Split" or "IndexOf") => Spells(call.ArgumentList, '.', ':') ? PeerHazard.Cut : PeerHazard.Possible,
            // FTP's PASV and its like write an address with commas.
            (PeerForm.Text, "Replace") when Spells(call.ArgumentList, '.') && Spells(call.ArgumentList, ',') => PeerHazard.Cut,
            (PeerForm.Text, _) => s_dissections.Contains(name) ? PeerHazard.Possible : null,
            (PeerForm.Bytes, "SequenceEqual") when first is not null && operands.IsFourBytes(first) => PeerHazard.Bytes,
            (PeerForm.Bytes, _) => PeerHazard.Possible,
            _ => null,
        };
    }

    /// <summary>peer.Property</summary>
    internal PeerHazard? OfProperty(ExpressionSyntax access, string name, PeerForm form) => (form, name) switch
    {
        (PeerForm.Address, "Address") => PeerHazard.Number,
        (PeerForm.Bytes, "Length") => IsComparedWith(access, static number => number == 4) && !KnowsOfIPv6(access) ? PeerHazard.Bytes : PeerHazard.Possible,
        _ => null,
    };

    /// <summary>peer[index]</summary>
    internal PeerHazard? OfElement(ElementAccessExpressionSyntax element, PeerForm form) =>
        form != PeerForm.Bytes ? null
        : element.ArgumentList.Arguments is { Count: 1 } index && operands.IsNumber(index[0].Expression, static i => i is >= 0 and < 4) ? PeerHazard.Bytes
        : PeerHazard.Possible;

    /// <summary>Method(peer), of a method that is not the project's own.</summary>
    internal PeerHazard? OfArgument(InvocationExpressionSyntax call, IMethodSymbol method, ArgumentSyntax argument, PeerForm form)
    {
        var receiver = method.IsStatic && method.ReducedFrom is null ? null : (call.Expression as MemberAccessExpressionSyntax)?.Expression;
        var others = call.ArgumentList.Arguments.Where(other => other != argument).Select(static other => other.Expression);
        if (receiver is not null) others = others.Prepend(receiver);
        if (form == PeerForm.Bytes)
        {
            var areFour = method.ContainingType.Name is "BitConverter" or "BinaryPrimitives" || method.Name == "SequenceEqual" && others.Any(operands.IsFourBytes);
            return areFour ? PeerHazard.Bytes : PeerHazard.Possible;
        }

        if (method.Name is "Equals" or "Compare" or "CompareOrdinal")
            return !others.Any(operands.IsIpv4) ? null : form == PeerForm.Text ? PeerHazard.Text : PeerHazard.Equality;
        if (method is { Name: "Contains", ContainingType: { Name: "IPNetwork" } network }) return TakesMappedForIPv6(network) ? PeerHazard.Network : null;
        return s_lookUps.Contains(method.Name) && others.FirstOrDefault() is { } list && operands.HoldsIpv4(list) ? PeerHazard.List : null;
    }

    /// <summary>peer is pattern; only the pattern's own constants, not those of properties.</summary>
    internal PeerHazard? OfPattern(PatternSyntax pattern, PeerForm form) => form switch
    {
        PeerForm.Bytes => Parts(pattern).Any(static part => part is ListPatternSyntax) ? PeerHazard.Bytes : null,
        _ => OfConstants(Parts(pattern).OfType<ConstantPatternSyntax>().Select(static constant => constant.Expression), pattern, form),
    };

    /// <summary>switch (peer) { case constant: … }</summary>
    internal PeerHazard? OfLabels(SyntaxNode choice, PeerForm form) =>
        OfConstants((choice as SwitchStatementSyntax)?.Sections.SelectMany(static section => section.Labels).OfType<CaseSwitchLabelSyntax>().Select(static label => label.Value) ?? [], choice, form);

    /// <summary>The patterns of a switch.</summary>
    internal static IEnumerable<PatternSyntax> PatternsOf(SyntaxNode choice) => choice switch
    {
        SwitchStatementSyntax statement => statement.Sections.SelectMany(static section => section.Labels).OfType<CasePatternSwitchLabelSyntax>().Select(static label => label.Pattern),
        SwitchExpressionSyntax expression => expression.Arms.Select(static arm => arm.Pattern),
        _ => [],
    };

    /// <summary>The variables that hold the whole value that a pattern matches.</summary>
    internal static IEnumerable<SingleVariableDesignationSyntax> DesignationsOf(PatternSyntax pattern) =>
        Parts(pattern).Select(static part => part switch
        {
            DeclarationPatternSyntax declaration => declaration.Designation,
            RecursivePatternSyntax recursive => recursive.Designation,
            VarPatternSyntax var => var.Designation,
            _ => null,
        }).OfType<SingleVariableDesignationSyntax>();

    /// <summary>The properties that a pattern looks at, and their patterns.</summary>
    internal static IEnumerable<(string Member, PatternSyntax Pattern)> PropertiesOf(PatternSyntax pattern) =>
        Parts(pattern).OfType<RecursivePatternSyntax>().SelectMany(static recursive => recursive.PropertyPatternClause?.Subpatterns ?? default)
            .Select(static sub => (sub.NameColon?.Name.Identifier.ValueText ?? sub.ExpressionColon?.Expression.ToString() ?? "", sub.Pattern));

    /// <summary>The comparison that a value is one side of; else the value.</summary>
    internal static SyntaxNode ComparisonAround(ExpressionSyntax value) =>
        value.Parent is BinaryExpressionSyntax binary && IsComparison(binary) || value.Parent is IsPatternExpressionSyntax ? value.Parent : value;

    private static bool IsComparison(BinaryExpressionSyntax binary) => binary.Kind() is SyntaxKind.EqualsExpression or SyntaxKind.NotEqualsExpression or SyntaxKind.IsExpression
        or SyntaxKind.LessThanExpression or SyntaxKind.LessThanOrEqualExpression or SyntaxKind.GreaterThanExpression or SyntaxKind.GreaterThanOrEqualExpression;

    private PeerHazard? OfConstants(IEnumerable<ExpressionSyntax> constants, SyntaxNode place, PeerForm form) => form switch
    {
        PeerForm.Text => constants.Any(operands.IsIpv4) ? PeerHazard.Text : null,
        PeerForm.Family => constants.Any(constant => operands.FamilyOf(constant) == 4) ? Family(place) : null,
        _ => null,
    };

    private static PeerHazard Family(SyntaxNode test) => KnowsOfIPv6(test) ? PeerHazard.Possible : PeerHazard.Family;

    // Code that has a branch for each family may well be right to take a mapped address for what it is: another test in the same member, or
    // "… ? IPAddress.Any : IPAddress.IPv6Any", "… ? "IPv4" : "IPv6"".
    private static bool KnowsOfIPv6(SyntaxNode test) =>
        HostPrecedence.BodyOf(test).DescendantNodes().Any(static n => n is IdentifierNameSyntax { Identifier.ValueText: "InterNetworkV6" } name && IsTested(SymbolUses.Expression(name)))
        || ChoiceAround(test).DescendantTokens().Any(static token => token.Kind() is SyntaxKind.IdentifierToken or SyntaxKind.StringLiteralToken
            && token.Text.IndexOf("v6", StringComparison.OrdinalIgnoreCase) >= 0 && token.ValueText is not (Normalisers.Test or "IPv6Loopback"));

    private static bool IsTested(ExpressionSyntax constant) => constant.Parent is BinaryExpressionSyntax or PatternSyntax or CaseSwitchLabelSyntax;

    private static SyntaxNode ChoiceAround(SyntaxNode test) =>
        test.AncestorsAndSelf().FirstOrDefault(static a => a is ConditionalExpressionSyntax or StatementSyntax or ArrowExpressionClauseSyntax) ?? test;

    // and, or, not and parentheses around patterns
    private static IEnumerable<PatternSyntax> Parts(PatternSyntax pattern) => pattern switch
    {
        BinaryPatternSyntax binary => Parts(binary.Left).Concat(Parts(binary.Right)),
        UnaryPatternSyntax unary => Parts(unary.Pattern),
        ParenthesizedPatternSyntax parenthesized => Parts(parenthesized.Pattern),
        _ => [pattern],
    };

    private bool IsComparedWith(ExpressionSyntax value, Func<int, bool> number) => value.Parent switch
    {
        BinaryExpressionSyntax binary when IsComparison(binary) => operands.IsNumber(binary.Left == value ? binary.Right : binary.Left, number),
        IsPatternExpressionSyntax test => Parts(test.Pattern).OfType<ConstantPatternSyntax>().Any(constant => operands.IsNumber(constant.Expression, number)),
        _ => false,
    };

    private static bool Spells(ArgumentListSyntax arguments, params char[] any) => arguments.DescendantNodes().Any(node => node is LiteralExpressionSyntax literal && literal.Token.Value switch
    {
        char c => Array.IndexOf(any, c) >= 0,
        string text => text.IndexOfAny(any) >= 0,
        _ => false,
    });

    // ASP.NET Core's own does, and that of .NET 8: from .NET 9 on System.Net.IPNetwork unmaps them first (dotnet/runtime#103381).
    private static bool TakesMappedForIPv6(INamedTypeSymbol network) => network.ContainingNamespace.ToDisplayString() switch
    {
        "Microsoft.AspNetCore.HttpOverrides" => true,
        "System.Net" => network.ContainingAssembly.Identity.Version.Major < 9,
        _ => false,
    };
}
