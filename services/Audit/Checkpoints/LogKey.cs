using System.Security.Cryptography;
using System.Text;
using Ledger.Transparency.Notes;

namespace Ledger.Audit.Checkpoints;

/// <summary>
/// The key that signs checkpoints. It lies apart from every database: whoever can write to all of them still cannot sign. It is
/// read once; only signatures leave this class.
/// </summary>
public sealed class LogKey : IDisposable
{
    private readonly Ed25519Signer _signer;

    private LogKey(Ed25519Signer signer) => _signer = signer;

    /// <summary>Name of the log in its checkpoints.</summary>
    public string Origin => _signer.Key.Name;

    /// <summary>What verifies the checkpoints.</summary>
    public VerifierKey Public => _signer.Key;

    /// <summary>
    /// The key that the settings name: <c>Log:KeyFile</c>, a file with a PKCS #8 PEM, the 32 bytes of the key or their base64; or
    /// <c>Log:Key</c>, the base64 itself. With it <c>Log:Origin</c>.
    /// </summary>
    /// <param name="configuration">The settings.</param>
    /// <param name="name"><c>Key</c>, or <c>NextKey</c> for the one that is to follow.</param>
    /// <returns>Null when neither is set.</returns>
    /// <exception cref="InvalidOperationException">A setting or the file cannot be used; the message never shows the key.</exception>
    public static LogKey? Open(IConfiguration configuration, string name = "Key")
    {
        var (file, text) = (configuration[$"Log:{name}File"], configuration[$"Log:{name}"]);
        if (string.IsNullOrEmpty(file) && string.IsNullOrEmpty(text)) return null;
        var origin = configuration["Log:Origin"];
        if (string.IsNullOrEmpty(origin)) throw new InvalidOperationException("Log:Origin is not set: every checkpoint bears the name of the log.");
        var seed = string.IsNullOrEmpty(file) ? PrivateSeed.Decode(Encoding.ASCII.GetBytes(text!)) : Read(file);
        if (seed is null)
        {
            throw new InvalidOperationException(
                $"{(string.IsNullOrEmpty(file) ? $"Log:{name}" : $"The log key {file}")} is no Ed25519 private key: neither a PKCS #8 PEM nor 32 bytes.");
        }

        try
        {
            return new LogKey(new Ed25519Signer(origin, seed));
        }
        catch (FormatException refused)
        {
            throw new InvalidOperationException($"Log:Origin cannot name a log: {refused.Message}", refused);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(seed);
        }
    }

    /// <summary>The checkpoint as a signed note; the same tree gives the same bytes every time.</summary>
    public SignedNote Sign(Checkpoint checkpoint) => SignedNote.Of(checkpoint.Text, Line(checkpoint));

    /// <summary>The key's line under a checkpoint.</summary>
    public NoteSignature Line(Checkpoint checkpoint) => _signer.Sign(checkpoint.Text);

    /// <summary>This key's word that the log is handed over to another.</summary>
    /// <exception cref="InvalidOperationException">It is this key itself.</exception>
    public KeyRotation HandOver(LogKey next)
    {
        try
        {
            return KeyRotation.Of(_signer, next._signer);
        }
        catch (FormatException refused)
        {
            throw new InvalidOperationException($"Log:NextKey cannot follow Log:Key: {refused.Message}", refused);
        }
    }

    /// <summary>The checkpoint of a note that this key signed; null when it did not, or the note is of another log or no checkpoint.</summary>
    public Checkpoint? Verified(string note)
    {
        try
        {
            var signed = SignedNote.Parse(note);
            var checkpoint = Checkpoint.Parse(signed.Text);
            return checkpoint.Origin == Origin && signed.Verify([Public]).Accepted ? checkpoint : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    public void Dispose() => _signer.Dispose();

    private static byte[]? Read(string file)
    {
        try
        {
            return PrivateSeed.Decode(File.ReadAllBytes(file));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException($"The log key {file} cannot be read: {failure.Message}", failure);
        }
    }
}
