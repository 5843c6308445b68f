using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Ledger.Transparency.Bundles;

namespace Ledger.Transparency.Tests;

/// <summary>The second verifier, written apart in another language, says the same about the same bundles.</summary>
public sealed class PythonVerifierTests
{
    [Fact]
    public async Task Both_verifiers_say_the_same_about_every_bundle_and_attack()
    {
        var log = SampleLog.Of();
        var bundles = new List<(string Name, byte[] Bytes)>
        {
            ("settlement", log.ForSettlement().ToBytes()), ("everything", log.ForEverything().ToBytes()), ("period", SampleLog.Period().Bundle.ToBytes()),
            ("nothing", []),
            ("next key", RotatedLog.Of().Bundle.ToBytes()), ("third key", RotatedLog.Twice().Bundle.ToBytes()),
        };
        bundles.AddRange(BundleAttacks.All.Select(attack => (attack.Name, attack.Bytes)));
        bundles.AddRange(Damaged(bundles[0].Bytes));
        bundles.AddRange(Damaged(bundles[1].Bytes));
        bundles.AddRange(Damaged(bundles[2].Bytes));

        var folder = Directory.CreateTempSubdirectory("ledger-verify");
        try
        {
            var policy = Path.Combine(folder.FullName, "policy.txt");
            File.WriteAllText(policy, SampleLog.PolicyText);
            var files = bundles.Select((bundle, i) => Path.Combine(folder.FullName, $"{i}.json")).ToArray();
            for (var i = 0; i < files.Length; i++) File.WriteAllBytes(files[i], bundles[i].Bytes);
            var (output, exitCode) = await PythonAsync([Script(), policy, .. files]);
            var said = Parse(output);
            Assert.Equal(files.Length, said.Count);
            for (var i = 0; i < files.Length; i++)
            {
                var verdict = BundleVerifier.Verify(bundles[i].Bytes, SampleLog.Policy);
                Assert.True(verdict.ExitCode == said[i].ExitCode, $"{bundles[i].Name}: {verdict.Kind}, but {said[i]}");
                if (verdict.Kind == VerdictKind.Malformed) continue;
                Assert.Equal(verdict.Findings.Select(finding => finding.Code).Order(StringComparer.Ordinal), said[i].Codes.Order(StringComparer.Ordinal));
            }

            Assert.Equal(3, exitCode);
            Assert.Equal(0, (await PythonAsync([Script(), policy, files[0], files[1]])).ExitCode);
            Assert.Equal(3, (await PythonAsync([Script(), files[0], files[0]])).ExitCode);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // One byte changed, one left out, one more, at places spread over the file.
    private static IEnumerable<(string, byte[])> Damaged(byte[] bytes)
    {
        for (var i = 0; i < 21; i++)
        {
            var at = (int)((long)i * 7_919 * 31 % bytes.Length);
            yield return ($"damaged at {at}", (i % 3) switch
            {
                0 => [.. bytes[..at], (byte)(bytes[at] ^ (1 << (i % 7))), .. bytes[(at + 1)..]],
                1 => [.. bytes[..at], .. bytes[(at + 1)..]],
                _ => [.. bytes[..at], (byte)'0', .. bytes[at..]],
            });
        }
    }

    private static List<(int ExitCode, List<string> Codes)> Parse(string output)
    {
        var said = new List<(int ExitCode, List<string> Codes)>();
        foreach (var line in output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("  ", StringComparison.Ordinal)) said[^1].Codes.Add(line.Trim().Split(' ')[0]);
            else said.Add((line[0] - '0', []));
        }

        return said;
    }

    private static async Task<(string Output, int ExitCode)> PythonAsync(string[] arguments)
    {
        var start = new ProcessStartInfo("python3", arguments)
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = Encoding.UTF8,
        };
        start.Environment["PYTHONIOENCODING"] = "utf-8";
        try
        {
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            var said = await errors;
            Assert.False(said.Contains("Traceback", StringComparison.Ordinal), said);
            return (output, process.ExitCode);
        }
        catch (Win32Exception)
        {
            Assert.Skip("There is no python3.");
            throw;
        }
    }

    private static string Script()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var script = Path.Combine(folder.FullName, "deploy", "verify", "verify_bundle.py");
            if (File.Exists(script)) return script;
        }

        throw new FileNotFoundException("deploy/verify/verify_bundle.py is not above the test.");
    }
}
