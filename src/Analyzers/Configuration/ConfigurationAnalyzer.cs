using System.Collections.Immutable;
using BindCheck.Files;
using BindCheck.Manifests.Objects;
using BindCheck.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace BindCheck.Configuration;

/// <summary>
/// BIND9001: says which options do not exist or cannot have their value, so that silence is not taken for "nothing found". The compiler does not
/// tell where an option is written: what holds for the project is reported without a place, what a section says at the first file it holds for.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ConfigurationAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(MetaRules.InvalidConfiguration);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationAction(static context =>
        {
            var reported = new HashSet<string>(StringComparer.Ordinal);
            var provider = context.Options.AnalyzerConfigOptionsProvider;
            Report(provider.GlobalOptions, Location.None);
            foreach (var file in ManifestProject.Of(context.Options, context.CancellationToken).Files)
                Report(provider.GetOptions(file.Source), Finding.Place(file.Path, file.Text, default));

            void Report(AnalyzerConfigOptions options, Location location)
            {
                foreach (var mistake in OptionTable.MistakesIn(options).Where(reported.Add))
                    context.ReportDiagnostic(Diagnostic.Create(MetaRules.InvalidConfiguration, location, mistake));
            }
        });
    }
}
