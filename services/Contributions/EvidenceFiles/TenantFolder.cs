using System.Security.Cryptography;
using System.Text;

namespace Ledger.Contributions.EvidenceFiles;

/// <summary>
/// The folder name of a consortium. Ordinary ids are their own folder, readable for whoever makes backups; any other becomes
/// a hash, so that no id can climb out of its folder or fall together with another on a file system that ignores case.
/// </summary>
internal static class TenantFolder
{
    private const int Longest = 64;

    public static string Of(string tenant)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(tenant);
        var ordinary = tenant.Length <= Longest && tenant.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
        return ordinary ? tenant : "_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(tenant)));
    }
}
