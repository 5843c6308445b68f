using Ledger.Cli.Commands;
using Ledger.Cli.Connection;
using Ledger.Cli.Output;
using Ledger.Rules;

namespace Ledger.Cli.Profiles;

/// <summary>"profiles list | show | compare | check": region policy profiles, on files, without a server.</summary>
public sealed class ProfilesCommand : ICommand
{
    /// <summary>Where the profiles are unless --folder says otherwise.</summary>
    public const string DefaultFolder = "deploy/profiles";

    private const string Options = $"[--folder DIR] [--json] {PrintedLanguage.Usage}";

    public string Verb => "profiles";

    public string Usage => "profiles list | show PROFILE | compare A B | check FILE [--base FILE]";

    public Text Summary => new("List, show, compare and check region policy profiles.", "列出、查看、对照并检查地区政策参数。");

    public async Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output, TextWriter error, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(error);
        var given = new Arguments(arguments.Skip(1));
        var folder = new ProfileFolder(given.Value("--folder") ?? DefaultFolder);
        var canonical = given.Flag("--canonical");
        var basis = given.Value("--base");
        var json = given.Flag("--json");
        if (PrintedLanguage.Take(given) is not { } language) return await RefuseUsageAsync(error);
        var printer = new ProfilePrinter(json, language);
        var plain = given.Plain();
        var verb = arguments.Count == 0 ? null : arguments[0];
        if (given.Left.Count > 0 || (verb != "check" && (canonical || basis is not null))) return await RefuseUsageAsync(error);

        var done = (verb, plain) switch
        {
            ("list", []) => await folder.ListAsync(printer, cancel),
            ("show", [var one]) => (await folder.MergeAsync(one, cancel)).Then(printer.Show),
            ("compare", [var left, var right]) => (await folder.MergeAsync(left, cancel)).And(await folder.MergeAsync(right, cancel)).Then(both => printer.Compare(both.Left, both.Right)),
            ("check", [var file]) => await new ProfileCheck(folder, printer).RunAsync(file, basis, canonical, cancel),
            _ => null,
        };
        if (done is null) return await RefuseUsageAsync(error);
        foreach (var problem in done.Problems) await error.WriteLineAsync(problem.ToString());
        if (done.Value is not { } text) return ExitCode.BadInput;
        await output.WriteAsync(text);
        return ExitCode.Success;
    }

    private static async Task<int> RefuseUsageAsync(TextWriter error)
    {
        foreach (var usage in new[] { $"list {Options}", $"show PROFILE {Options}", $"compare A B {Options}", "check FILE [--base FILE] [--canonical] [--folder DIR] [--json] " + PrintedLanguage.Usage })
            await error.WriteLineAsync($"ledger-cli profiles {usage}");
        return ExitCode.BadInput;
    }
}
