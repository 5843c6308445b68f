using System.Security.Cryptography;
using System.Text;

namespace Ledger.Distribution.Tests;

/// <summary>A person's key as a browser makes it; what it signs is written here apart from the service's own words.</summary>
internal sealed class Pen : IDisposable
{
    private readonly ECDsa key;

    public Pen(ECCurve? curve = null) => key = ECDsa.Create(curve ?? ECCurve.NamedCurves.nistP256);

    public byte[] Der => key.ExportSubjectPublicKeyInfo();

    public string PublicKey => Convert.ToBase64String(Der);

    public string Id => Convert.ToHexStringLower(SHA256.HashData(Der));

    public string Proof(string consortium, string person) => Sign($"ledger-signing-key/v1\n{consortium}\n{person}\n{Id}\n");

    public string Approve(string consortium, Guid run, string hash) => Sign($"ledger-approval/v1\n{consortium}\n{run}\n{hash}\n");

    public string Sign(string text) =>
        Convert.ToBase64String(key.SignData(Encoding.UTF8.GetBytes(text), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));

    public void Dispose() => key.Dispose();
}
