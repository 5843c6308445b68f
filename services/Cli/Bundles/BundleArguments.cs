using System.Globalization;
using Ledger.Cli.Connection;
using Ledger.Rules;

namespace Ledger.Cli.Bundles;

/// <summary>Which evidence bundle is wanted, as the command line says.</summary>
/// <param name="Consortium"><c>--consortium ID</c>.</param>
/// <param name="Address">What is fetched, relative to the consortium.</param>
/// <param name="Person"><c>--person ID</c>: who reads; his reading is on record.</param>
/// <param name="Out"><c>--out FILE</c>.</param>
/// <param name="Connection">Where the system is.</param>
/// <param name="Open"><c>--open FILE</c>: answers of <c>/contributions/{id}/secrets</c> whose fields are put into the bundle.</param>
internal sealed record BundleArguments(string Consortium, string Address, string Person, string Out, ConnectionOptions Connection, IReadOnlyList<string> Open)
{
    public const string Usage =
        "RUN|complete --consortium ID [--party ID] [--person li] [--case ID] [--open FILE]... [--out FILE] [--from COUNT|DAY] [--to COUNT|DAY] " + ConnectionOptions.Usage;

    private const string Complete = "complete";

    /// <summary>Reads them; null with the reason when something is missing or unknown.</summary>
    public static BundleArguments? Read(IEnumerable<string> arguments, out Text? problem)
    {
        var given = new Arguments(arguments);
        var consortium = given.Value("--consortium");
        var person = given.Value("--person") ?? "li";
        var file = given.Value("--out");
        var party = given.Value("--party");
        var open = given.Values("--open");
        var (from, to) = (given.Value("--from"), given.Value("--to"));
        List<(string Name, string? Value)> query = [("party", party), ("from", from), ("to", to), ("case", given.Value("--case"))];
        if (ConnectionOptions.Take(given, out problem) is not { } connection) return null;
        var what = given.Single();
        var whole = what == Complete;
        if (what is null || given.Left.Count > 0) problem = new("Name one run, event or stream, or 'complete'.", "请指定一个分配方案、事件或流，或 complete。");
        else if (!whole && !Guid.TryParseExact(what, "D", out _))
            problem = new($"'{what}' is neither an id nor 'complete'.", $"“{what}”既不是编号，也不是 complete。");
        else if (consortium is null) problem = new("Name the consortium: --consortium ID.", "请指定联合体：--consortium ID。");
        else if (whole && party is not null) problem = new("Everything of a consortium has no --party.", "complete 不能与 --party 同用。");
        else if (!whole && (from ?? to) is not null)
            problem = new("--from and --to belong to 'complete'.", "--from、--to 仅用于 complete。");
        else if (!IsBound(from) || !IsBound(to))
            problem = new("--from and --to are counts of entries, from 1, or days, yyyy-MM-dd.", "--from 与 --to 为条目数（自 1 起）或日期 yyyy-MM-dd。");
        if (problem is not null) return null;
        var asked = query.Where(part => part.Value is not null).Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value!)}").ToList();
        var address = $"audit/bundles/{what}{(asked.Count == 0 ? "" : $"?{string.Join('&', asked)}")}";
        return new BundleArguments(consortium!, address, person, file ?? FileName(whole ? consortium! : what!, party ?? Period(from, to)), connection, open);
    }

    private static bool IsBound(string? text) => text is null
        || (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0)
        || DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static string? Period(string? from, string? to) => from is null ? to : $"{from}-to-{to ?? "now"}";

    // Ids of parties may hold what a file name may not.
    private static string FileName(string what, string? part) =>
        string.Concat($"{what}{(part is null ? "" : $"-{part}")}".Select(c => char.IsLetterOrDigit(c) || c is '-' or '_' ? c : '-')) + ".ledger-bundle.json";
}
