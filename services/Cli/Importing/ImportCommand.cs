using System.Globalization;
using Ledger.Cli.Commands;
using Ledger.Cli.Connection;
using Ledger.Rules;

namespace Ledger.Cli.Importing;

/// <summary>
/// "import FILE …": hands a file of contributions, use logs or time sheets in, follows the import and prints its line errors.
/// Stopped by Ctrl+C it only looks away: the import goes on, and the same command finds it again.
/// </summary>
/// <param name="patience">How long to go on when the system does not answer.</param>
public sealed class ImportCommand(Patience patience) : ICommand
{
    private const int ErrorsPrinted = 50;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    public string Verb => "import";

    public string Usage => $"import {ImportArguments.Usage}";

    public Text Summary => new("Import a file of contributions, use logs or time sheets.", "导入投入、使用记录或工时文件。");

    public async Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output, TextWriter error, CancellationToken cancel)
    {
        if (ImportArguments.Read(arguments, out var problem) is not { } given)
        {
            await error.WriteLineAsync($"{problem!.En} / {problem.Zh}");
            await error.WriteLineAsync($"ledger-cli {Usage}");
            return ExitCode.BadInput;
        }

        try
        {
            var content = await File.ReadAllBytesAsync(given.File, cancel);
            using var session = await Session.OpenAsync(given.Connection, given.Consortium, patience, error.WriteLine, cancel);
            var import = await session.Client.UploadAsync<Import>(
                given.Person, given.Address, content, given.MediaType, cancel, Guid.NewGuid().ToString());
            return await ReportAsync(await FollowAsync(session.Client, given.Person, import, error, cancel), session.Client, given.Person, output, cancel);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync($"{given.File} cannot be read: {unreadable.Message} / 无法读取 {given.File}。");
            return ExitCode.BadInput;
        }
        catch (ConnectionException failure)
        {
            await error.WriteLineAsync(failure.Message);
            return ExitCode.Failed;
        }
    }

    private static async Task<Import> FollowAsync(LedgerClient client, string person, Import import, TextWriter error, CancellationToken cancel)
    {
        for (var said = ""; import.Stage is "waiting" or "running";)
        {
            var now = $"{import.Stage} {import.Phase}".TrimEnd();
            var line = $"{now}: {Line(import.Counts)}";
            if (line != said) await error.WriteLineAsync(said = line);
            await Task.Delay(Look, cancel);
            import = (await client.GetAsync<Import>(person, $"imports/{import.Id}", cancel)).Value;
        }

        return import;
    }

    private static async Task<int> ReportAsync(Import import, LedgerClient client, string person, TextWriter output, CancellationToken cancel)
    {
        var shown = 0;
        for (string? after = "0"; after is not null && shown < ErrorsPrinted;)
        {
            var page = (await client.GetAsync<Errors>(person, $"imports/{import.Id}/errors?after={after}", cancel)).Value;
            foreach (var one in page.Items.Take(ErrorsPrinted - shown))
            {
                await output.WriteLineAsync($"line {one.Line}{(one.Column is null ? "" : $", {one.Column}")}: {one.Code}: {one.Message.En} / {one.Message.Zh}");
                shown++;
            }

            after = page.Next;
        }

        if (import.Errors > shown)
        {
            await output.WriteLineAsync(
                $"… {import.Errors - shown} more errors: imports/{import.Id}/errors/export has them as CSV / 另有 {import.Errors - shown} 条错误，可下载 CSV");
        }

        await output.WriteLineAsync($"{import.Outcome ?? import.Stage}: {Line(import.Counts)} ({import.Id})");
        return import.Outcome == "imported" || (import.Outcome == "checked" && import.Counts.Refused == 0) ? ExitCode.Success : ExitCode.Failed;
    }

    private static string Line(Counts counts) => string.Create(CultureInfo.InvariantCulture,
        $"{counts.Rows} rows, {counts.Valid} valid, {counts.Refused} refused, {counts.Written} written, {counts.Unchanged} unchanged");

    private sealed record Import(Guid Id, string Stage, Counts Counts, int Errors, string? Outcome = null, string? Phase = null);

    private sealed record Counts(int Rows, int Valid, int Refused, int Written, int Unchanged);

    private sealed record Errors(IReadOnlyList<LineError> Items, string? Next = null);

    private sealed record LineError(int Line, string Code, Text Message, string? Column = null);
}
