using System.Globalization;
using Ledger.Cli.Commands;
using Ledger.Cli.Connection;
using Ledger.Rules;

namespace Ledger.Cli.Bundles;

/// <summary>"bundle RUN …": fetches an evidence bundle through the gateway, to be verified elsewhere.</summary>
/// <param name="patience">How long to go on when the system does not answer.</param>
public sealed class BundleCommand(Patience patience) : ICommand
{
    public string Verb => "bundle";

    public string Usage => $"bundle {BundleArguments.Usage}";

    public Text Summary => new("Fetch an evidence bundle that anybody can verify.", "下载任何人都可验证的证据包。");

    public async Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output, TextWriter error, CancellationToken cancel)
    {
        if (BundleArguments.Read(arguments, out var problem) is not { } given)
        {
            await error.WriteLineAsync($"{problem!.En} / {problem.Zh}");
            await error.WriteLineAsync($"ledger-cli {Usage}");
            return ExitCode.BadInput;
        }

        try
        {
            using var session = await Session.OpenAsync(given.Connection, given.Consortium, patience, error.WriteLine, cancel);
            var bytes = await session.Client.DownloadAsync(given.Person, given.Address, cancel);
            await WholeFile.WriteAsync(given.Out, bytes, cancel);
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{given.Out}: {bytes.Length} bytes / {bytes.Length} 字节"));
            await output.WriteLineAsync($"./ledger verify {Quoted(given.Out)} --policy POLICY");
            return ExitCode.Success;
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException or ArgumentException)
        {
            await error.WriteLineAsync($"{given.Out} cannot be written: {unwritable.Message} / 无法写入 {given.Out}。");
            return ExitCode.BadInput;
        }
        catch (ConnectionException failure)
        {
            await error.WriteLineAsync(failure.Message);
            return ExitCode.Failed;
        }
    }

    // For the shell that the line is copied into.
    private static string Quoted(string file) =>
        file.All(c => char.IsLetterOrDigit(c) || "-_./".Contains(c, StringComparison.Ordinal)) ? file : $"'{file.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
