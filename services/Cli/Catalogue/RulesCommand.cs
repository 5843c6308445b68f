using Ledger.Cli.Commands;
using Ledger.Cli.Connection;
using Ledger.Rules;

namespace Ledger.Cli.Catalogue;

/// <summary>"rules list | describe | eval | reperform": the catalogue of methods, usable by anyone without a server.</summary>
/// <param name="input">Opens standard input; null when it is a terminal, where nobody would know what to type.</param>
public sealed class RulesCommand(Func<Stream>? input) : ICommand
{
    public string Verb => "rules";

    public string Usage => "rules list | describe METHOD | eval METHOD [FILE|-] | reperform FILE";

    public Text Summary => new("List, describe and evaluate the methods of the rules library.", "列出、说明并计算规则库中的方法。");

    public async Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output, TextWriter error, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(error);
        var given = new Arguments(arguments.Skip(1));
        var streams = new RulesStreams(input, output, error);
        switch (arguments.Count == 0 ? null : arguments[0])
        {
            case "list": return await RulesList.RunAsync(given, streams);
            case "describe": return await RulesDescribe.RunAsync(given, streams);
            case "eval": return await RulesEval.RunAsync(given, streams, cancel);
            case "reperform": return await RulesReperform.RunAsync(given, streams, cancel);
            default:
                foreach (var usage in new[] { RulesList.Usage, RulesDescribe.Usage, RulesEval.Usage, RulesReperform.Usage }) await error.WriteLineAsync($"ledger-cli {usage}");
                return ExitCode.BadInput;
        }
    }
}

/// <summary>Where a rules command reads and writes.</summary>
internal sealed record RulesStreams(Func<Stream>? Input, TextWriter Output, TextWriter Error)
{
    public async Task<int> RefuseUsageAsync(string usage)
    {
        await Error.WriteLineAsync($"ledger-cli {usage}");
        return ExitCode.BadInput;
    }
}

/// <summary>Which method a command line names.</summary>
internal static class NamedMethod
{
    /// <summary>Takes "--version N"; null when it is no whole number above 0.</summary>
    public static int? TakeVersion(Arguments given, out bool wrong)
    {
        var text = given.Value("--version");
        var version = int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : (int?)null;
        wrong = text is not null && version is null;
        return version;
    }

    /// <summary>The method, its latest version unless another is asked for; null after saying that there is none.</summary>
    public static async Task<Method?> FindAsync(string id, int? version, bool json, RulesStreams streams)
    {
        var method = version is { } number ? MethodCatalogue.Find(id, number) : MethodCatalogue.Latest(id);
        if (method is not null) return method;
        var known = MethodCatalogue.All.Where(candidate => candidate.Id == id).ToList();
        var problem = known.Count > 0
            ? new InputRejection("rules.unknown-version", new(
                $"{id} has no version {version}; there are: {string.Join(", ", known.Select(candidate => candidate.Version))}.",
                $"{id}没有版本{version}；可用版本：{string.Join("、", known.Select(candidate => candidate.Version))}。")) { Field = "version", Value = $"{version}" }
            : new InputRejection("rules.unknown-method", new($"There is no method '{id}'; 'rules list' names them all.", $"没有方法“{id}”；rules list 列出全部方法。"))
                { Field = "method", Value = id };
        if (json) await streams.Output.WriteAsync(RulesJson.Write(null, [problem]));
        await streams.Error.WriteLineAsync(RulesJson.Line(problem));
        return null;
    }
}
