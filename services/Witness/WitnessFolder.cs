using System.Security.Cryptography;
using Ledger.Transparency.Notes;

namespace Ledger.Witness;

/// <summary>
/// A witness's key and memory, made together at the first start and belonging together from then on: a witness that has its key
/// and lost its memory would cosign a second history, so it does not start. One process at a time holds the folder.
/// </summary>
public sealed class WitnessFolder : IDisposable
{
    private const string KeyFile = "key";
    private const string MemoryFile = "seen";
    private const string LockFile = "lock";

    private readonly FileStream _lock;

    private WitnessFolder(FileStream held, CosignatureSigner signer, SeenFile memory) => (_lock, Signer, Memory) = (held, signer, memory);

    /// <summary>The witness's key.</summary>
    public CosignatureSigner Signer { get; }

    /// <summary>What it has cosigned.</summary>
    public SeenFile Memory { get; }

    /// <summary>Opens the folder, or makes it.</summary>
    /// <exception cref="WitnessRefusedException">In use, incomplete, damaged or not to be written.</exception>
    public static WitnessFolder Open(WitnessSettings settings)
    {
        try
        {
            Directory.CreateDirectory(settings.Folder);
            var held = Hold(Path.Combine(settings.Folder, LockFile));
            try
            {
                var (key, memory) = (Path.Combine(settings.Folder, KeyFile), new SeenFile(Path.Combine(settings.Folder, MemoryFile)));
                Complete(key, memory);
                return new WitnessFolder(held, SignerOf(settings.Name, key), memory);
            }
            catch
            {
                held.Dispose();
                throw;
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new WitnessRefusedException($"The folder {settings.Folder} cannot be used: {failure.Message}", failure);
        }
    }

    public void Dispose()
    {
        Signer.Dispose();
        _lock.Dispose();
    }

    // The memory first: a crash in between leaves an empty memory without a key, from which a start goes on.
    private static void Complete(string key, SeenFile memory)
    {
        if (File.Exists(key) && !memory.Exists)
        {
            throw new WitnessRefusedException(
                $"{key} is there and the memory beside it is not: this witness may have cosigned what it no longer knows. Bring the memory back, or "
                + "begin anew with an empty folder and another name, and tell everybody whose policy names the old key.");
        }

        if (File.Exists(key)) return;
        if (!memory.Exists) memory.Write(new Dictionary<string, Transparency.Witnesses.SeenTree>(StringComparer.Ordinal));
        if (memory.Read().Count > 0) throw new WitnessRefusedException($"{key} is missing; its memory is there. Bring the key back.");
        DurableFile.Replace(key, System.Text.Encoding.ASCII.GetBytes($"{Convert.ToBase64String(RandomNumberGenerator.GetBytes(PrivateSeed.Bytes))}\n"), secret: true);
    }

    private static CosignatureSigner SignerOf(string name, string key)
    {
        var seed = PrivateSeed.Decode(File.ReadAllBytes(key)) ?? throw new WitnessRefusedException($"{key} is no Ed25519 private key.");
        try
        {
            return new CosignatureSigner(name, seed);
        }
        catch (FormatException refused)
        {
            throw new WitnessRefusedException($"Witness:Name cannot name a key: {refused.Message}", refused);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(seed);
        }
    }

    private static FileStream Hold(string file)
    {
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException taken)
        {
            throw new WitnessRefusedException($"Another process holds {file}: two witnesses of one key would forget each other's cosignatures.", taken);
        }
    }
}
