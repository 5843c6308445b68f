using Ledger.Cli.Connection;
using Ledger.Cli.Output;
using Ledger.Rules;

namespace Ledger.Cli.Catalogue;

/// <summary>"rules list": every method by id.</summary>
internal static class RulesList
{
    public const string Usage = $"rules list [--json] {PrintedLanguage.Usage}";

    public static async Task<int> RunAsync(Arguments given, RulesStreams streams)
    {
        var json = given.Flag("--json");
        if (PrintedLanguage.Take(given) is not { } language || given.Left.Count > 0) return await streams.RefuseUsageAsync(Usage);

        var methods = MethodCatalogue.All.GroupBy(method => method.Id, StringComparer.Ordinal).Select(Listed).ToList();
        await streams.Output.WriteAsync(json ? RulesJson.Write(new ListedMethods("ledger-rules/1", methods)) : Text(methods, language));
        return ExitCode.Success;
    }

    private static ListedMethod Listed(IGrouping<string, Method> versions)
    {
        var latest = versions.Last();
        return new ListedMethod(latest.Id, [.. versions.Select(method => method.Version)], latest.Id[..latest.Id.IndexOf('.')], latest.Purpose, latest.Name);
    }

    private static string Text(List<ListedMethod> methods, Language language)
    {
        string Say(string en, string zh) => new Text(en, zh).In(language);
        var table = new TextTable([Say("Method", "方法"), Say("Versions", "版本"), Say("Purpose", "用途"), Say("Name", "名称")]);
        foreach (var method in methods)
            table.Row(method.Id, string.Join(", ", method.Versions.Select(version => $"{version}")), KebabCase.Name(method.Purpose), method.Name.In(language));
        return $"{table}\n{Say($"{methods.Count} methods; 'rules describe METHOD' explains one.", $"共{methods.Count}个方法；rules describe METHOD 说明其一。")}\n";
    }
}
