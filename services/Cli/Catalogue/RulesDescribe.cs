using System.Text;
using Ledger.Cli.Connection;
using Ledger.Cli.Output;
using Ledger.Rules;

namespace Ledger.Cli.Catalogue;

/// <summary>"rules describe METHOD": purpose, formula, inputs with units and limits, source, errors, example.</summary>
internal static class RulesDescribe
{
    public const string Usage = $"rules describe METHOD [--version N] [--json | --schema | --example] {PrintedLanguage.Usage}";

    public static async Task<int> RunAsync(Arguments given, RulesStreams streams)
    {
        var version = NamedMethod.TakeVersion(given, out var wrong);
        var json = given.Flag("--json");
        var schema = given.Flag("--schema");
        var example = given.Flag("--example");
        var language = PrintedLanguage.Take(given);
        if (given.Single() is not { } id || wrong || language is null || given.Left.Count > 0 || (json ? 1 : 0) + (schema ? 1 : 0) + (example ? 1 : 0) > 1)
            return await streams.RefuseUsageAsync(Usage);
        if (await NamedMethod.FindAsync(id, version, json, streams) is not { } method) return ExitCode.BadInput;

        var description = method.Description;
        await streams.Output.WriteAsync(
            json ? RulesJson.Write(Described(method, description))
            : schema ? RulesJson.Write(description.Inputs)
            : example ? RulesJson.Write(description.Example)
            : Text(method, description, language.Value));
        return ExitCode.Success;
    }

    private static DescribedMethod Described(Method method, MethodDescription description) => new(
        "ledger-rule/1", method.Id, method.Version, Versions(method), method.Purpose, method.Name, description.Purpose, description.Formula, description.Inputs,
        description.Example, description.Sources, description.Errors);

    private static List<int> Versions(Method method) => [.. MethodCatalogue.All.Where(other => other.Id == method.Id).Select(other => other.Version)];

    private static string Text(Method method, MethodDescription description, Language language)
    {
        var text = new StringBuilder();
        text.Append($"{method.Id} v{method.Version}  {method.Name.In(language)}  ({KebabCase.Name(method.Purpose)})\n");
        if (Versions(method) is { Count: > 1 } versions) text.Append($"{Say("Versions", "版本")}: {string.Join(", ", versions)}\n");
        foreach (var line in language == Language.Both ? [description.Purpose.En, description.Purpose.Zh] : new[] { description.Purpose.In(language) }) text.Append($"{line}\n");

        Heading("Formula", "公式");
        foreach (var line in description.Formula) text.Append($"  {line}\n");

        Heading("Inputs (JSON Schema: --schema)", "输入（JSON Schema 见 --schema）");
        var inputs = new TextTable([Say("Member", "项目"), Say("Type", "类型"), Say("Required", "必填"), Say("Meaning, unit, limits", "含义、单位、限制")]);
        foreach (var member in SchemaMembers.Of(description.Inputs)) inputs.Row(member.Path, member.Type, member.Required ? Say("yes", "是") : "", member.Description);
        text.Append(inputs);

        Heading("Refusals of its own", "本方法的拒绝代码");
        var errors = new TextTable([Say("Code", "代码"), Say("When", "情形")]);
        foreach (var error in description.Errors) errors.Row(error.Code, error.Meaning.In(language));
        text.Append(description.Errors.Count == 0 ? $"{Say("None beside those of every reader (input.*, money.*).", "除通用读取代码（input.*、money.*）外无。")}\n" : errors.ToString());

        Heading("Sources", "依据");
        foreach (var source in description.Sources) text.Append($"  {source}\n");

        Heading($"Example (rules eval {method.Id} --example --steps)", $"示例（rules eval {method.Id} --example --steps）");
        return text.Append(RulesJson.Write(description.Example)).ToString();

        string Say(string en, string zh) => new Text(en, zh).In(language);

        void Heading(string en, string zh) => text.Append($"\n{Say(en, zh)}\n");
    }
}
