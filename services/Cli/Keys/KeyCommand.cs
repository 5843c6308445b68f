using Ledger.Cli.Commands;
using Ledger.Cli.Connection;
using Ledger.Rules;
using Ledger.Transparency.Notes;

namespace Ledger.Cli.Keys;

/// <summary>"key FILE --name NAME": the public key of a private key file, as policies and witnesses name it.</summary>
public sealed class KeyCommand : ICommand
{
    private const int MaxBytes = 16 << 10;

    public string Verb => "key";

    public string Usage => "key FILE --name NAME [--witness]";

    public Text Summary => new(
        "Print the public key of a private key file (PKCS #8 PEM, 32 bytes or their base64) as a policy names it: a log's, or a witness's with --witness.",
        "按策略文件的写法打印私钥文件（PKCS #8 PEM、32 字节或其 base64）的公钥：日志密钥，或加 --witness 表示见证人密钥。");

    public async Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output, TextWriter error, CancellationToken cancel)
    {
        var given = new Arguments(arguments);
        var (name, witness) = (given.Value("--name"), given.Flag("--witness"));
        if (given.Single() is not { } file || name is null || given.Left.Count > 0)
        {
            await error.WriteLineAsync($"ledger-cli {Usage}");
            return ExitCode.BadInput;
        }

        try
        {
            var seed = new FileInfo(file).Length <= MaxBytes ? PrivateSeed.Decode(await File.ReadAllBytesAsync(file, cancel)) : null;
            await output.WriteLineAsync(Public(seed ?? throw new FormatException($"{file} is no Ed25519 private key."), name, witness).ToString());
            return ExitCode.Success;
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException or FormatException or ArgumentException)
        {
            await error.WriteLineAsync($"{unusable.Message} / 输入无法使用。");
            return ExitCode.BadInput;
        }
    }

    private static VerifierKey Public(byte[] seed, string name, bool witness)
    {
        try
        {
            if (witness)
            {
                using var cosigner = new CosignatureSigner(name, seed);
                return cosigner.Key;
            }

            using var signer = new Ed25519Signer(name, seed);
            return signer.Key;
        }
        finally
        {
            System.Security.Cryptography.CryptographicOperations.ZeroMemory(seed);
        }
    }
}
