using System.Text;
using Ledger.Cli.Connection;
using Ledger.Cli.Output;
using Ledger.Cli.Scenario;
using Ledger.Rules;

namespace Ledger.Cli.Catalogue;

/// <summary>
/// "rules eval METHOD [FILE|-]": evaluates a method on complete inputs from a file, standard input, or the description's example. An
/// exported snapshot of a valuation is taken too: its inputs, by its own version of the method unless another is asked for.
/// </summary>
internal static class RulesEval
{
    public const string Usage =
        $"rules eval METHOD [FILE | - | --example] [--version N] [--json] [--steps] [--set PATH=VALUE]... {PrintedLanguage.Usage}";

    private const string Kind = "inputs";

    public static async Task<int> RunAsync(Arguments given, RulesStreams streams, CancellationToken cancel)
    {
        var version = NamedMethod.TakeVersion(given, out var wrong);
        var json = given.Flag("--json");
        var steps = given.Flag("--steps");
        var example = given.Flag("--example");
        var overrides = given.Values("--set");
        var language = PrintedLanguage.Take(given);
        var plain = given.Plain();
        if (plain.Count is 0 or > 2 || wrong || language is null || given.Left.Count > 0 || (example && plain.Count == 2))
            return await streams.RefuseUsageAsync(Usage);
        if (await NamedMethod.FindAsync(plain[0], version, json, streams) is not { } method) return ExitCode.BadInput;
        if (await OpenAsync(method, example ? null : plain.ElementAtOrDefault(1) ?? "-", streams, cancel) is not { } file) return ExitCode.BadInput;
        if (file.Problems.Count > 0) return await RefuseAsync(method, file.Problems, json, streams);
        var root = file.Root;
        if (ValuationSnapshot.Is(root))
        {
            var read = ValuationSnapshot.Read(root);
            if (read.Value is not { } snapshot) return await RefuseAsync(method, file.Locate(read.Rejections), json, streams);
            if (Foreign(snapshot.Result, method) is { } foreign) return await RefuseAsync(method, file.Locate([foreign]), json, streams);
            if (await NamedMethod.FindAsync(method.Id, version ?? snapshot.Result.RuleVersion, json, streams) is not { } own) return ExitCode.BadInput;
            (method, root) = (own, snapshot.Result.Inputs);
        }

        var (inputs, unusable) = Overrides.Apply(root, overrides);
        if (unusable.Count > 0) return await RefuseAsync(method, unusable, json, streams);

        var evaluation = method.Evaluate(inputs);
        if (evaluation.Result is { } result)
        {
            var table = ResultTable.Of(result, steps);
            await streams.Output.WriteAsync(json ? table.ToJson() : table.ToText(language.Value));
            return ExitCode.Success;
        }

        if (json) await streams.Output.WriteAsync(RulesJson.Write(method, evaluation.Rejections));
        var inside = ValuationSnapshot.Is(file.Root) ? evaluation.Rejections.Select(rejection => rejection.At(JsonPath.Within("result.inputs", rejection.Field))) : evaluation.Rejections;
        foreach (var problem in file.Locate(inside)) await streams.Error.WriteLineAsync(problem.ToString());
        return ExitCode.BadInput;
    }

    private static InputRejection? Foreign(MethodResult result, Method method) => result.RuleId == method.Id ? null : new InputRejection("snapshot.other-method",
        new($"The snapshot was calculated by {result.RuleId}.", $"该快照以 {result.RuleId} 计算。")) { Field = "result.ruleId", Value = result.RuleId };

    private static async Task<JsonFile?> OpenAsync(Method method, string? name, RulesStreams streams, CancellationToken cancel)
    {
        if (name is null) return JsonFile.Parse("example", Kind, Encoding.UTF8.GetBytes(RulesJson.Write(method.Description.Example)));
        if (name != "-") return await JsonFile.ReadAsync(name, Kind, cancel);
        if (streams.Input is { } open)
        {
            await using var stream = open();
            return await JsonFile.ReadAsync(stream, "-", Kind, cancel);
        }

        await streams.Error.WriteLineAsync(
            $"Name a file with the inputs, or pipe them in; 'rules describe {method.Id}' shows what they are, '--example' evaluates its example. / "
            + $"请给出输入文件，或由管道传入；rules describe {method.Id} 说明其内容，--example 计算其示例。");
        return null;
    }

    private static async Task<int> RefuseAsync(Method method, IReadOnlyList<ScenarioProblem> problems, bool json, RulesStreams streams)
    {
        if (json)
            await streams.Output.WriteAsync(RulesJson.Write(method, [.. problems.Select(problem => new InputRejection(problem.Code, problem.Message) { Field = problem.Path, Value = problem.Value })]));
        foreach (var problem in problems) await streams.Error.WriteLineAsync(problem.ToString());
        return ExitCode.BadInput;
    }
}
