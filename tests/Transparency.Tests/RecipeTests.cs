using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Ledger.Transparency.Notes;

namespace Ledger.Transparency.Tests;

/// <summary>The recipe with openssl and sha256sum, as it stands in the document: it says what the verifiers say.</summary>
public sealed partial class RecipeTests
{
    [Fact]
    public async Task The_recipe_agrees_and_finds_what_was_changed()
    {
        var log = SampleLog.Of();
        var bundle = log.ForSettlement();
        var recipe = (await BlocksAsync())[0]
            .Replace("'ledger.example/audit+...'", $"'{SampleLog.Log.Key}'", StringComparison.Ordinal)
            .Replace("'witness.example/university+...'", $"'{SampleLog.Witnesses[0].Key}'", StringComparison.Ordinal);
        Assert.DoesNotContain("+...'", recipe, StringComparison.Ordinal);
        var folder = Directory.CreateTempSubdirectory("ledger-recipe");
        try
        {
            foreach (var tool in new[] { "jq", "xxd", "openssl" })
            {
                if ((await BashAsync(folder, $"command -v {tool}")).Length == 0) Assert.Skip($"There is no {tool}.");
            }

            // A left leaf and one beside the right edge of the tree.
            foreach (var place in new[] { "E=1", "E=3" })
                Assert.Equal((true, true, 2), await CookedAsync(folder, recipe.Replace("E=0", place, StringComparison.Ordinal), bundle.ToBytes()));

            var entry = bundle.Entries[3];
            var changed = bundle with
            {
                Entries = [.. bundle.Entries.Take(3), entry with
                {
                    Payload = entry.Payload!.Replace("60.00", "60.01", StringComparison.Ordinal), Envelope = entry.Envelope.Replace("2025-03-02", "2024-03-02", StringComparison.Ordinal),
                }],
                Checkpoint = bundle.Checkpoint.Replace("\n8\n", "\n9\n", StringComparison.Ordinal),
            };
            Assert.Equal((false, false, 0), await CookedAsync(folder, recipe.Replace("E=0", "E=3", StringComparison.Ordinal), changed.ToBytes()));

            // Two lines of one name: each key finds its own.
            using var second = new EcdsaSigner(SampleLog.Log.Key.Name, System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256));
            var note = SignedNote.Parse(bundle.Checkpoint);
            var both = (bundle with { Checkpoint = SignedNote.Of(note.Text, [second.Sign(note.Text), .. note.Signatures]).ToString() }).ToBytes();
            Assert.Equal((true, true, 2), await CookedAsync(folder, recipe, both));
            var other = (await BlocksAsync()).Single(block => block.Contains("-verify key.der", StringComparison.Ordinal));
            Assert.EndsWith("Verified OK\n", await BashAsync(folder, $"{recipe}\nLOG='{second.Key}'\n{other}"), StringComparison.Ordinal);
            Assert.Equal(0, (await BashAsync(folder, $"{recipe}\nLOG='{second.Key}'\necho more >> text\n{other}")).Split("Verified OK").Length - 1);
            await SignatureAsync(folder, (await BlocksAsync()).Single(block => block.Contains("ledger-approval/v1", StringComparison.Ordinal)));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // The approval is the third entry of its bundle.
    private static async Task SignatureAsync(DirectoryInfo folder, string recipe)
    {
        var signed = new SignedLog().Bundle();
        await File.WriteAllBytesAsync(Path.Combine(folder.FullName, "signed.json"), signed.ToBytes());
        var lines = (await BashAsync(folder, $"B=signed.json E=2\n{recipe}")).Split('\n');
        Assert.Equal(("Verified OK", true), (lines[0], lines[1].Split(' ')[0] == lines[2]));
        await File.WriteAllBytesAsync(Path.Combine(folder.FullName, "signed.json"), new SignedLog { Statement = "another" }.Bundle().ToBytes());
        Assert.DoesNotContain("Verified OK", await BashAsync(folder, $"B=signed.json E=2\n{recipe}"), StringComparison.Ordinal);
    }

    // What a reader sees: two equal lines, the root twice, and openssl's word.
    private static async Task<(bool Payload, bool Root, int Signatures)> CookedAsync(DirectoryInfo folder, string recipe, byte[] bundle)
    {
        await File.WriteAllBytesAsync(Path.Combine(folder.FullName, "bundle.json"), bundle);
        var lines = (await BashAsync(folder, recipe)).Split('\n');
        return (lines[0] == lines[1], lines[2] == $"{lines[3]}, and 0 = 0", lines.Count(line => line == "Signature Verified Successfully"));
    }

    private static async Task<string> BashAsync(DirectoryInfo folder, string script)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("bash", ["-c", script])
            {
                UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder.FullName, StandardOutputEncoding = Encoding.UTF8,
            })!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = await process.StandardOutput.ReadToEndAsync();
            await errors;
            await process.WaitForExitAsync();
            return output;
        }
        catch (Win32Exception)
        {
            Assert.Skip("There is no bash.");
            throw;
        }
    }

    private static async Task<IReadOnlyList<string>> BlocksAsync() =>
        [.. Blocks().Matches(await File.ReadAllTextAsync(Repository.File("deploy", "verify", "README.md"))).Select(block => block.Groups["code"].Value)];

    [GeneratedRegex("```bash\n(?<code>.*?)```", RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Blocks();
}
