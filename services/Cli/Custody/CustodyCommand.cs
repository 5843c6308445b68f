using System.Security.Cryptography;
using System.Text.Json;
using Ledger.Cli.Commands;
using Ledger.Rules;
using Ledger.Transparency.Envelopes;

namespace Ledger.Cli.Custody;

/// <summary>
/// "custody key FILE" and "custody open FILE": what a custodian does on the own machine. The private key never leaves it; only
/// the opened pieces of one request do.
/// </summary>
/// <param name="input">Where capsules come from.</param>
public sealed class CustodyCommand(TextReader input) : ICommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public string Verb => "custody";

    public string Usage => "custody key FILE | custody open FILE < capsules.json";

    public Text Summary => new(
        "Make a custodian's key, or open the capsules of a request with it: prints the body of the consent.",
        "生成托管人密钥，或用其开启某项申请的封装：输出同意放行的请求内容。");

    public async Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output, TextWriter error, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(error);
        try
        {
            switch (arguments)
            {
                case ["key", var file]:
                    await output.WriteLineAsync(await MakeAsync(file, cancel));
                    return ExitCode.Success;
                case ["open", var file]:
                    await output.WriteLineAsync(await OpenAsync(file, cancel));
                    return ExitCode.Success;
                default:
                    await error.WriteLineAsync($"ledger-cli {Usage}");
                    return ExitCode.BadInput;
            }
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or CryptographicException or FormatException or JsonException or ArgumentException)
        {
            await error.WriteLineAsync(refused.Message);
            return ExitCode.BadInput;
        }
    }

    // For the owner of the file only, and never over a key that is there.
    private static async Task<string> MakeAsync(string file, CancellationToken cancel)
    {
        using var key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var writer = new StreamWriter(file, options);
        await writer.WriteLineAsync(key.ExportPkcs8PrivateKeyPem().AsMemory(), cancel);
        return Convert.ToBase64String(key.ExportSubjectPublicKeyInfo());
    }

    private async Task<string> OpenAsync(string file, CancellationToken cancel)
    {
        using var key = ECDiffieHellman.Create();
        key.ImportFromPem(await File.ReadAllTextAsync(file, cancel));
        var capsules = JsonSerializer.Deserialize<IReadOnlyList<Capsule>>(await input.ReadToEndAsync(cancel), Json) ?? [];
        var pieces = capsules.Select(capsule => new
        {
            capsule.Key, capsule.Pair, Piece = Convert.ToBase64String(KeyEnvelope.Open(capsule.Envelope, key, capsule.Context)),
        });
        return JsonSerializer.Serialize(new { Pieces = pieces }, Json);
    }

    private sealed record Capsule(Guid Key, string Pair, string Envelope, string Context);
}
