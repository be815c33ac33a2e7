using System.Collections.Immutable;
using BindCheck.Listeners.Apis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace BindCheck.Listeners;

/// <summary>Finds the bind sites of one file: names first, symbols only where a name meets.</summary>
internal sealed class BindSiteFinder(SemanticModel model, ListenerTable table, CancellationToken cancellationToken)
{
    private readonly List<BindSite> _sites = [];
    private bool _hasAlias;

    internal List<BindSite> Find(SyntaxNode root)
    {
        _hasAlias = root is CompilationUnitSyntax unit && unit.DescendantNodes(n => n is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
            .Any(n => n is UsingDirectiveSyntax { Alias: not null });
        foreach (var node in root.DescendantNodes())
        {
            switch (node)
            {
                case InvocationExpressionSyntax call when IsCandidate(call):
                    AddCall(model.GetOperation(call, cancellationToken));
                    break;
                case BaseObjectCreationExpressionSyntax creation when IsCandidate(creation):
                case ConstructorInitializerSyntax { ArgumentList.Arguments.Count: > 0 }:
                case PrimaryConstructorBaseTypeSyntax { ArgumentList.Arguments.Count: > 0 }:
                    AddCall(model.GetOperation(node, cancellationToken));
                    break;
                case AssignmentExpressionSyntax assignment when assignment.IsKind(SyntaxKind.SimpleAssignmentExpression):
                    AddAssignment(assignment);
                    break;
            }
        }

        return _sites;
    }

    // Task.Run(() => …) and its like need no symbol to be told from Run("http://…").
    private bool IsCandidate(InvocationExpressionSyntax call) =>
        NameOf(call.Expression) is { } name && (name == "Add" || table.HasMember(name))
        && (table.BindsAlone(name) || call.ArgumentList.Arguments.Any(static a => a.Expression is not AnonymousFunctionExpressionSyntax));

    private bool IsCandidate(BaseObjectCreationExpressionSyntax creation) =>
        creation.ArgumentList is { Arguments.Count: > 0 }
        && (creation is not ObjectCreationExpressionSyntax { Type: var type } || _hasAlias || table.Constructs(NameOf(type) ?? ""));

    internal static string? NameOf(SyntaxNode node) => node switch
    {
        SimpleNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
        _ => null,
    };

    private void AddCall(IOperation? operation)
    {
        switch (operation)
        {
            case IObjectCreationOperation { Constructor: { } constructor } creation:
                AddCall(constructor, creation, creation.Arguments, null);
                break;
            case IInvocationOperation call:
                if (call.TargetMethod.Name == "Add" && PropertyOf(call.Instance) is { } property)
                {
                    foreach (var api in table.Find(property))
                        if (api.Shape == Shape.Add && call.Arguments.Length == 1) Add(new(api, call, call.Arguments[0].Value, null, null));
                }

                AddCall(call.TargetMethod, call, call.Arguments, call.Instance);
                break;
        }
    }

    private void AddCall(IMethodSymbol method, IOperation operation, ImmutableArray<IArgumentOperation> arguments, IOperation? receiver)
    {
        if (table.Find(method) is not { } api) return;
        if (api.Shape == Shape.Keyed && !IsKey(api, Argument(arguments, "key"))) return;
        var value = api.Signature.Value is { } name ? Argument(arguments, name) : null;
        if (api.Notation != Notation.None && value is null) return;
        Add(new(api, operation, value, PortIn(arguments), receiver));
    }

    private void AddAssignment(AssignmentExpressionSyntax assignment)
    {
        if (assignment.Right is InitializerExpressionSyntax)
        {
            // Prefixes = { "http://+:80/" }: the Add calls are in the operation tree only.
            if (model.GetOperation(assignment, cancellationToken) is IMemberInitializerOperation { Initializer: { } initializer })
                foreach (var added in initializer.Initializers) AddCall(added);
            return;
        }

        var isIndexer = assignment.Left is ElementAccessExpressionSyntax or ImplicitElementAccessSyntax;
        if (!table.HasMember(isIndexer ? "this[]" : NameOf(assignment.Left) ?? "")) return;
        if (model.GetOperation(assignment, cancellationToken) is not ISimpleAssignmentOperation { Target: IPropertyReferenceOperation target } set) return;
        foreach (var api in table.Find(target.Property))
        {
            if (api.Shape == Shape.Set || api.Shape == Shape.Keyed && target.Arguments.Length == 1 && IsKey(api, target.Arguments[0].Value))
                Add(new(api, set, set.Value, PortBeside(assignment), null));
        }
    }

    // "port", "portValue", "listenerPort", "inetPort".
    private static IOperation? PortIn(ImmutableArray<IArgumentOperation> arguments) =>
        Argument(arguments, "port") ?? Argument(arguments, "portValue")
        ?? arguments.FirstOrDefault(static argument => argument.Parameter?.Name.EndsWith("Port", StringComparison.Ordinal) == true)?.Value;

    // new ListenOptions { Ip = "Any", Port = 4040 }
    private IOperation? PortBeside(AssignmentExpressionSyntax assignment)
    {
        if (assignment.Parent is not InitializerExpressionSyntax initializer) return null;
        var port = initializer.Expressions.OfType<AssignmentExpressionSyntax>().FirstOrDefault(static other => NameOf(other.Left)?.EndsWith("Port", StringComparison.Ordinal) == true);
        return port is null ? null : model.GetOperation(port.Right, cancellationToken);
    }

    private static bool IsKey(ListenerApi api, IOperation? key) => key switch
    {
        { ConstantValue: { HasValue: true, Value: string text } } => api.Key(text),
        // A readonly field, not a constant.
        IFieldReferenceOperation { Field: { Name: "ServerUrlsKey", ContainingType.Name: "WebHostDefaults" } } => api.Key("urls"),
        _ => false,
    };

    // Sees through "var urls = app.Urls;", the one way in which such a property is held.
    private IPropertySymbol? PropertyOf(IOperation? instance) => instance switch
    {
        IPropertyReferenceOperation reference => reference.Property,
        IConversionOperation conversion => PropertyOf(conversion.Operand),
        IConditionalAccessInstanceOperation access => PropertyOf(Receiver(access)),
        ILocalReferenceOperation { Local.DeclaringSyntaxReferences: { Length: 1 } declarations }
            when declarations[0].GetSyntax(cancellationToken) is VariableDeclaratorSyntax { Initializer.Value: { } value }
                => model.GetOperation(value, cancellationToken) is IPropertyReferenceOperation held ? held.Property : null,
        _ => null,
    };

    private static IOperation? Receiver(IConditionalAccessInstanceOperation instance)
    {
        for (var operation = instance.Parent; operation is not null; operation = operation.Parent)
            if (operation is IConditionalAccessOperation access) return access.Operation;
        return null;
    }

    /// <summary>The value given for a parameter by name; null where there is none.</summary>
    internal static IOperation? Argument(ImmutableArray<IArgumentOperation> arguments, string parameter)
    {
        foreach (var argument in arguments)
            if (argument.Parameter?.Name == parameter) return argument.Value;
        return null;
    }

    private void Add(BindSite site) => _sites.Add(site);
}
