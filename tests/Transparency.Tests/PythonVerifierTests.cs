using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Ledger.Transparency.Tests;

/// <summary>The second verifier, written apart in another language, says the same about the same bundles.</summary>
public sealed class PythonVerifierTests
{
    [Fact]
    public async Task Both_verifiers_say_the_same_about_every_bundle_policy_and_attack()
    {
        var folder = Directory.CreateTempSubdirectory("ledger-verify");
        try
        {
            var (exit, number) = (0, 0);
            foreach (var cases in VerifierCases.All.GroupBy(one => one.Policy, StringComparer.Ordinal))
            {
                var policy = Path.Combine(folder.FullName, $"policy-{++number}.txt");
                File.WriteAllText(policy, cases.Key);
                var files = cases.Select((_, i) => Path.Combine(folder.FullName, $"{number}-{i}.json")).ToArray();
                foreach (var (one, file) in cases.Zip(files)) File.WriteAllBytes(file, one.Bundle);
                var (output, exitCode) = await PythonAsync([Script(), policy, .. files]);
                var said = Parse(output);
                // Of a policy that it cannot read it says nothing but that.
                if (said.Count == 0) said = [.. files.Select(_ => (exitCode, new List<string>()))];
                Assert.Equal(files.Length, said.Count);
                foreach (var (one, python) in cases.Zip(said))
                {
                    var (code, found) = one.Said();
                    Assert.True(one.Kind is null || code == (int)one.Kind, $"{one.Name}: {code} instead of {one.Kind}");
                    Assert.True(code == python.ExitCode, $"{one.Name}: {code}, but Python {python.ExitCode} {string.Join(' ', python.Codes)}");
                    if (code != 3) Assert.Equal(found, python.Codes.Order(StringComparer.Ordinal));
                }

                exit = Math.Max(exit, exitCode);
            }

            Assert.Equal(3, exit);
        }
        finally
        {
            folder.Delete(recursive: true);
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

    private static string Script() => Repository.File("deploy", "verify", "verify_bundle.py");
}
