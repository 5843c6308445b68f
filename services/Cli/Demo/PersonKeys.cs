using System.Security.Cryptography;
using System.Text;
using Ledger.Cli.Connection;
using Ledger.Rules;

namespace Ledger.Cli.Demo;

/// <summary>
/// Software keys of a demo's people, in files that only their owner reads: what a browser, a token or a phone keeps for real people.
/// What was signed once is kept beside the key, for a signature is another one each time, and a step told again has to be the same.
/// </summary>
/// <param name="folder">Where the keys of all consortia lie; made when it is missing.</param>
public sealed class PersonKeys(string folder)
{
    /// <summary>Registers the person's key, the first time; says which.</summary>
    /// <param name="stage">The demo.</param>
    /// <param name="person">Id of the person in the consortium.</param>
    /// <param name="cancel">Cancels.</param>
    /// <exception cref="RefusedException">The person signs with another key already.</exception>
    public async Task RegisterAsync(Stage stage, string person, CancellationToken cancel)
    {
        var consortium = stage.Client.Consortium;
        using var key = Open(consortium, person);
        var der = key.ExportSubjectPublicKeyInfo();
        var id = Convert.ToHexStringLower(SHA256.HashData(der));
        var proof = Sign(key, consortium, person, PersonalSignatures.KeyProof(consortium, $"{person}@{consortium}", id));
        await stage.DoAsync($"signing-key/{person}/{id}", person, "signing-keys", new { publicKey = Convert.ToBase64String(der), proof }, null, cancel);
        stage.Progress($"  {person} signs with the key {id[..16]}…");
    }

    /// <summary>The person's signature on an approval.</summary>
    /// <param name="consortium">Of the person.</param>
    /// <param name="person">Id of the person in the consortium.</param>
    /// <param name="stream">What is approved.</param>
    /// <param name="proposalHash">Its hash, as the person has read it.</param>
    public string Approve(string consortium, string person, Guid stream, string proposalHash)
    {
        using var key = Open(consortium, person);
        return Sign(key, consortium, person, PersonalSignatures.Approval(consortium, stream, proposalHash));
    }

    private ECDsa Open(string consortium, string person)
    {
        var file = Path.Combine(folder, consortium, $"{person}.pem");
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        if (File.Exists(file)) key.ImportFromPem(File.ReadAllText(file));
        else Write(file, key.ExportPkcs8PrivateKeyPem());
        return key;
    }

    private string Sign(ECDsa key, string consortium, string person, byte[] statement)
    {
        var file = Path.Combine(folder, consortium, $"{person}-{Convert.ToHexStringLower(SHA256.HashData(statement))}.signature");
        if (File.Exists(file)) return File.ReadAllText(file);
        var signature = Convert.ToBase64String(key.SignData(statement, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));
        Write(file, signature);
        return signature;
    }

    // Whole or not at all, and never open to others, not even for a moment.
    private static void Write(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var draft = $"{file}.{Environment.ProcessId}";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(draft, options)) stream.Write(Encoding.UTF8.GetBytes(text));
        File.Move(draft, file, overwrite: true);
    }
}
