using System.Collections.Immutable;
using BindCheck.Listeners;
using BindCheck.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace BindCheck.Analyzers.Tests.Listeners;

/// <summary>ASP0028 and BIND1001 say the same of one argument: it is said once.</summary>
public class ListenAnySuppressorTests
{
    private const string Source = """
        using System.Net;
        using Microsoft.AspNetCore.Server.Kestrel.Core;
        class Server
        {
            void Run(KestrelServerOptions options, bool six)
            {
                options.Listen(IPAddress.Any, 80);
                options.Listen(six ? IPAddress.IPv6Any : IPAddress.Any, 81);
            }
        }
        """;

    [Theory(DisplayName = "ASP0028 is silenced where BIND1001 says the same, and only while that is on")]
    [InlineData(ReportDiagnostic.Default, 1)]
    [InlineData(ReportDiagnostic.Suppress, 0)]
    public async Task SaidOnce(ReportDiagnostic severity, int suppressed)
    {
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary).WithSpecificDiagnosticOptions([KeyValuePair.Create("BIND1001", severity)]);
        var compilation = CSharpCompilation.Create("App", [CSharpSyntaxTree.ParseText(Source)], References.Web, options);
        var diagnostics = await compilation
            .WithAnalyzers([new ListenerAnalyzer(), new FirstArgument(), new ListenAnySuppressor()], new CompilationWithAnalyzersOptions(new([]), null, true, false, reportSuppressedDiagnostics: true))
            .GetAllDiagnosticsAsync();
        var asp = diagnostics.Where(d => d.Id == "ASP0028").ToList();
        Assert.Equal(2, asp.Count);
        Assert.Equal(suppressed, asp.Count(d => d.IsSuppressed));
    }

    /// <summary>Stands for the framework's analyzer: reports ASP0028 on the first argument of each Listen, whatever it is.</summary>
#pragma warning disable RS1036, RS1038, RS1041, RS2008 // not an analyzer that ships
    [DiagnosticAnalyzer(LanguageNames.CSharp)]
    private sealed class FirstArgument : DiagnosticAnalyzer
    {
        private static readonly DiagnosticDescriptor s_rule = new("ASP0028", "ASP0028", "IPv6Any is preferred", "Usage", DiagnosticSeverity.Warning, true);

        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [s_rule];

        public override void Initialize(AnalysisContext context)
        {
            context.EnableConcurrentExecution();
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.RegisterSyntaxNodeAction(
                static c => c.ReportDiagnostic(Diagnostic.Create(s_rule, ((InvocationExpressionSyntax)c.Node).ArgumentList.Arguments[0].GetLocation())), SyntaxKind.InvocationExpression);
        }
    }
}
