using Ledger.Cli.Connection;
using Ledger.Rules;

namespace Ledger.Cli.Importing;

/// <summary>What is to be imported, as the command line says.</summary>
/// <param name="File">The file.</param>
/// <param name="Consortium"><c>--consortium ID</c>.</param>
/// <param name="Kind"><c>--kind</c>: contributions, use or time.</param>
/// <param name="Mode"><c>--mode</c>: all-or-nothing or accept-good.</param>
/// <param name="DryRun"><c>--dry-run</c>.</param>
/// <param name="Person"><c>--person ID</c>: a contributor of the own organisation.</param>
/// <param name="Connection">Where the system is.</param>
internal sealed record ImportArguments(
    string File, string Consortium, string Kind, string Mode, bool DryRun, string Person, ConnectionOptions Connection)
{
    public const string Usage =
        "FILE --consortium ID --kind contributions|use|time [--dry-run] [--mode all-or-nothing|accept-good] [--person lin] " + ConnectionOptions.Usage;

    /// <summary>By its ending: <c>.ndjson</c> and <c>.jsonl</c> hold JSON lines, everything else is CSV.</summary>
    public string MediaType =>
        Path.GetExtension(File).ToUpperInvariant() is ".NDJSON" or ".JSONL" ? "application/x-ndjson" : "text/csv";

    /// <summary>Where the file goes.</summary>
    public string Address => $"imports?kind={Kind}&mode={Mode}&dryRun={(DryRun ? "true" : "false")}";

    /// <summary>Reads them; null with the reason when something is missing or unknown.</summary>
    public static ImportArguments? Read(IEnumerable<string> arguments, out Text? problem)
    {
        var given = new Arguments(arguments);
        var dryRun = given.Flag("--dry-run");
        var consortium = given.Value("--consortium");
        var kind = given.Value("--kind");
        var mode = given.Value("--mode") ?? "all-or-nothing";
        var person = given.Value("--person") ?? "lin";
        if (ConnectionOptions.Take(given, out problem) is not { } connection) return null;
        var file = given.Single();
        if (file is null || given.Left.Count > 0) problem = new("Name one file.", "请指定一个文件。");
        else if (consortium is null) problem = new("Name the consortium: --consortium ID.", "请指定联合体：--consortium ID。");
        else if (kind is not ("contributions" or "use" or "time"))
            problem = new("Say what the rows are: --kind contributions, use or time.", "请指定数据类别：--kind contributions、use 或 time。");
        else if (mode is not ("all-or-nothing" or "accept-good"))
            problem = new("--mode is all-or-nothing or accept-good.", "--mode 只能是 all-or-nothing 或 accept-good。");
        return problem is null ? new ImportArguments(file!, consortium!, kind!, mode, dryRun, person, connection) : null;
    }
}
