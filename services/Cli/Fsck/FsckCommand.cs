using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Cli.Commands;
using Ledger.Cli.Connection;
using Ledger.Rules;
using Ledger.Transparency.Witnesses;
using Npgsql;

namespace Ledger.Cli.Fsck;

/// <summary>"fsck": holds every service's events against the audit log, both ways, and rebuilds the tree; changes nothing.</summary>
/// <param name="input">Standard input, for connection strings that no other process should see.</param>
public sealed class FsckCommand(TextReader input) : ICommand
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public string Verb => "fsck";

    public string Usage => "fsck --databases FILE|- [--policy FILE] [--checkpoint FILE] [--state FILE] [--json]";

    public Text Summary => new(
        "Compare every service's events with the audit log, both ways; the file has lines SERVICE CONNECTION-STRING. "
        + "With --state, a check that was stopped goes on, and the next one checks only what is new. "
        + "Exit code 0 all is well, 1 something differs, 2 bad input, 3 a database cannot be read.",
        "双向核对各服务事件与审计日志；文件每行为“服务 连接字符串”。指定 --state 时可中断后继续，下次只核对新增部分。退出码 0 一致，1 有差异，2 输入有误，3 数据库无法读取。");

    public async Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output, TextWriter error, CancellationToken cancel)
    {
        var given = new Arguments(arguments);
        var (list, policyFile, checkpointFile) = (given.Value("--databases"), given.Value("--policy"), given.Value("--checkpoint"));
        var (stateFile, json) = (given.Value("--state"), given.Flag("--json"));
        if (list is null || given.Left.Count > 0)
        {
            await error.WriteLineAsync($"ledger-cli {Usage}");
            return ExitCode.BadInput;
        }

        try
        {
            var databases = Databases(list == "-" ? await input.ReadToEndAsync(cancel) : await File.ReadAllTextAsync(list, cancel));
            if (!databases.ContainsKey(Checker.Audit)) throw new FormatException($"The list of databases does not name '{Checker.Audit}'.");
            var policy = policyFile is null ? null : WitnessPolicy.Parse(await File.ReadAllBytesAsync(policyFile, cancel));
            var published = checkpointFile is null ? null : await File.ReadAllTextAsync(checkpointFile, cancel);
            var report = await Checker.RunAsync(databases, policy, published, error.WriteLine, cancel, stateFile is null ? null : FsckState.Open(stateFile));
            await output.WriteAsync(json ? Json(report) : Words(report, databases.Count, policy is not null));
            return report.Count == 0 ? ExitCode.Success : ExitCode.Differs;
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException or FormatException or ArgumentException)
        {
            await error.WriteLineAsync($"{unusable.Message} / 输入无法使用。");
            return ExitCode.BadInput;
        }
        catch (NpgsqlException unreadable)
        {
            await error.WriteLineAsync($"{unreadable.Message} / 数据库无法读取。");
            return ExitCode.Failed;
        }
    }

    /// <summary>Lines of a service's name and its connection string.</summary>
    /// <exception cref="FormatException">Another form; connection strings are not repeated.</exception>
    internal static Dictionary<string, string> Databases(string text)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        var number = 0;
        foreach (var line in text.Split('\n', StringSplitOptions.TrimEntries))
        {
            number++;
            if (line.Length == 0) continue;
            if (line.Split(' ', 2) is not [{ Length: > 0 } name, { Length: > 0 } connection] || !found.TryAdd(name, connection.Trim()))
                throw new FormatException($"Line {number} of the list of databases is not a new service and its connection string.");
        }

        return found;
    }

    private static string Words(FsckReport report, int databases, bool signatures)
    {
        var text = new System.Text.StringBuilder();
        foreach (var problem in report.Problems)
            text.Append($"{problem.Place}: {problem.Words.En} / {problem.Words.Zh} [{problem.Code}]\n");
        if (report.Count > report.Problems.Count) text.Append($"… {report.Count - report.Problems.Count} more / 其余未列出\n");
        var verdict = report.Count == 0 ? "All is as it was logged. / 全部与记入时一致。" : $"{report.Count} problems, the first at {report.Problems[0].Place}. / 发现 {report.Count} 处问题，首处位于 {report.Problems[0].Place}。";
        text.Append($"{report.Entries} entries, {report.Signed} signed{(signatures ? "" : " (signatures not checked)")}; {report.Events} events of {databases} services, {report.Pending} on their way. ");
        return text.Append($"/ {report.Entries} 个条目，已签署 {report.Signed}；{databases} 个服务的 {report.Events} 个事件，在途 {report.Pending}。\n{verdict}\n").ToString();
    }

    private static string Json(FsckReport report) => new JsonObject
    {
        ["entries"] = report.Entries, ["signed"] = report.Signed, ["events"] = report.Events, ["pending"] = report.Pending, ["count"] = report.Count,
        ["first"] = report.Problems.Count == 0 ? null : report.Problems[0].Place,
        ["problems"] = new JsonArray([.. report.Problems.Select(problem => new JsonObject
        {
            ["code"] = problem.Code, ["place"] = problem.Place, ["en"] = problem.Words.En, ["zh"] = problem.Words.Zh,
        })]),
    }.ToJsonString(Indented) + "\n";
}
