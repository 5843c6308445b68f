using Ledger.Cli.Commands;
using Ledger.Cli.Connection;
using Ledger.Cli.Output;
using Ledger.Rules;
using Ledger.Transparency.Bundles;
using Ledger.Transparency.Witnesses;

namespace Ledger.Cli.Verify;

/// <summary>"verify BUNDLE --policy FILE": proves an evidence bundle and computes its figures anew; opens no connection.</summary>
public sealed class VerifyCommand : ICommand
{
    private const int MaxPolicyBytes = 1 << 20;

    public string Verb => "verify";

    public string Usage => $"verify BUNDLE --policy FILE [--json] {PrintedLanguage.Usage}";

    public Text Summary => new(
        "Prove an evidence bundle without the servers: exit code 0 verified, 1 tampered, 2 incomplete or too few witnesses, 3 malformed.",
        "脱离服务器验证证据包：退出码 0 已验证，1 被篡改，2 不完整或见证人不足，3 格式有误。");

    public async Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output, TextWriter error, CancellationToken cancel)
    {
        var given = new Arguments(arguments);
        var policyFile = given.Value("--policy");
        var json = given.Flag("--json");
        var language = PrintedLanguage.Take(given);
        if (given.Single() is not { } file || policyFile is null || language is null || given.Left.Count > 0)
            return await RefuseAsync(error, $"ledger-cli {Usage}");
        if (await ReadAsync(policyFile, MaxPolicyBytes, error, cancel) is not { } policyBytes) return (int)VerdictKind.Malformed;
        if (await ReadAsync(file, BundleReader.MaxBytes, error, cancel) is not { } bundle) return (int)VerdictKind.Malformed;

        WitnessPolicy policy;
        try
        {
            policy = WitnessPolicy.Parse(policyBytes);
        }
        catch (FormatException malformed)
        {
            return await RefuseAsync(error, $"{policyFile}: {malformed.Message} / 策略文件格式有误。");
        }

        var verdict = BundleVerifier.Verify(bundle, policy, Reperformer.Of);
        await output.WriteAsync(json ? VerdictText.Json(verdict) : VerdictText.Of(verdict, language.Value));
        return verdict.ExitCode;
    }

    private static async Task<byte[]?> ReadAsync(string file, int limit, TextWriter error, CancellationToken cancel)
    {
        try
        {
            // One byte more than the reader takes, so that it is the reader who refuses what is too large.
            await using var stream = File.OpenRead(file);
            var bytes = new byte[Math.Min(stream.Length, limit + 1L)];
            await stream.ReadExactlyAsync(bytes, cancel);
            return bytes;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            await error.WriteLineAsync($"{file}: {failure.Message} / 无法读取文件。");
            return null;
        }
    }

    private static async Task<int> RefuseAsync(TextWriter error, string message)
    {
        await error.WriteLineAsync(message);
        return (int)VerdictKind.Malformed;
    }
}
