using System.Security.Cryptography;
using System.Text;
using Ledger.Cli.Demo;
using Ledger.Rules;

namespace Ledger.Cli.Tests;

/// <summary>Software keys of a demo: made once, readable for their owner alone, and the same thing is signed the same way twice.</summary>
public sealed class PersonKeysTests
{
    [Fact]
    public void What_is_signed_twice_is_signed_the_same_way_by_a_key_that_stays()
    {
        var folder = Directory.CreateTempSubdirectory("ledger-keys");
        try
        {
            var (run, hash) = (Guid.NewGuid(), new string('a', 64));
            var first = new PersonKeys(folder.FullName).Approve("taihu", "sun", run, hash);
            Assert.Equal(first, new PersonKeys(folder.FullName).Approve("taihu", "sun", run, hash));
            Assert.NotEqual(first, new PersonKeys(folder.FullName).Approve("gehu", "sun", run, hash));
            Assert.NotEqual(first, new PersonKeys(folder.FullName).Approve("taihu", "sun", run, new string('b', 64)));

            var file = Path.Combine(folder.FullName, "taihu", "sun.pem");
            using var key = ECDsa.Create();
            key.ImportFromPem(File.ReadAllText(file));
            Assert.True(P256Key.Read(Convert.ToBase64String(key.ExportSubjectPublicKeyInfo()), out _)!.Verifies(
                Encoding.UTF8.GetBytes($"ledger-approval/v1\ntaihu\n{run}\n{hash}\n"), Convert.FromBase64String(first)));
            if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
