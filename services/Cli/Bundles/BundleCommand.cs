using System.Globalization;
using System.Text.Json;
using Ledger.Cli.Commands;
using Ledger.Cli.Connection;
using Ledger.Rules;
using Ledger.Transparency.Bundles;

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
            if (given.Open.Count > 0) bytes = OpenedBundle.Of(BundleReader.Read(bytes, out _), await DisclosuresAsync(given.Open, cancel)).ToBytes();
            await WholeFile.WriteAsync(given.Out, bytes, cancel);
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{given.Out}: {bytes.Length} bytes / {bytes.Length} 字节"));
            await output.WriteLineAsync($"./ledger verify {Quoted(given.Out)} --policy POLICY");
            return ExitCode.Success;
        }
        catch (FormatException unusable)
        {
            await error.WriteLineAsync($"{unusable.Message} / 披露内容无法放入证据包。");
            return ExitCode.BadInput;
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

    // As the service answers them: a list whose items hold, besides the value, the disclosure.
    private static async Task<IReadOnlyList<string>> DisclosuresAsync(IEnumerable<string> files, CancellationToken cancel)
    {
        var found = new List<string>();
        foreach (var file in files)
        {
            try
            {
                using var json = JsonDocument.Parse(await File.ReadAllBytesAsync(file, cancel));
                found.AddRange(json.RootElement.EnumerateArray().Select(item => item.GetProperty("disclosure").GetString() ?? ""));
            }
            catch (Exception malformed) when (malformed is JsonException or KeyNotFoundException or InvalidOperationException)
            {
                throw new FormatException($"{file} is no list of opened fields: {malformed.Message}", malformed);
            }
        }

        return found;
    }

    // For the shell that the line is copied into.
    private static string Quoted(string file) =>
        file.All(c => char.IsLetterOrDigit(c) || "-_./".Contains(c, StringComparison.Ordinal)) ? file : $"'{file.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
