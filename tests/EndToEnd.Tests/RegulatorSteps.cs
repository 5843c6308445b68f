using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Ledger.EndToEnd.Tests;

/// <summary>What a regulator does after a demo: takes the bundle of a settlement line away and proves it elsewhere.</summary>
internal static class RegulatorSteps
{
    /// <summary>
    /// The bundle of E1's line in the last settlement is verified by the command line, by the single executable with no network and no .NET
    /// around it, and by the script; one cent changed in it, anywhere an amount stands, is found by all three.
    /// </summary>
    public static async Task ProveElsewhereAsync(LedgerSystem system)
    {
        var run = (await system.LedgerAsync("psql", "distribution", "-Atc", "select stream_id from mt_events where type = 'run_settled.v1' order by seq_id desc limit 1")).Trim();
        var folder = Directory.CreateDirectory(Path.Combine(system.Folder, "elsewhere")).FullName;
        var (bundle, policy) = (Path.Combine(folder, "E1.ledger-bundle.json"), Path.Combine(folder, "policy.txt"));
        await system.LedgerAsync("bundle", run, "--consortium", "taihu", "--party", "E1", "--person", "li", "--out", bundle);
        File.Copy(Path.Combine(system.Folder, "log", "policy.txt"), policy);
        var verifier = (await system.LedgerAsync("verifier", folder)).Trim();

        var own = await system.TryAsync("verify", bundle, "--policy", policy, "--json");
        Assert.True(own.Code == 0, own.Output + own.Errors);
        using (var verdict = JsonDocument.Parse(own.Output))
        {
            // Not only proven: computed anew, and the same.
            Assert.Contains(verdict.RootElement.GetProperty("proven").EnumerateArray(), said => said.GetProperty("code").GetString() == "proven.figures");
            // The approver's own signature, by the key that he had registered.
            Assert.Contains(verdict.RootElement.GetProperty("proven").EnumerateArray(), said =>
                said.GetProperty("code").GetString() == "proven.signatures" && said.GetProperty("en").GetString()!.Contains("sun@taihu (G)", StringComparison.Ordinal));
        }

        Assert.Equal((0, own.Output), await AloneAsync(verifier, bundle, "--policy", policy, "--json"));
        Assert.Equal(0, (await ScriptAsync(policy, bundle)).Code);

        var text = await File.ReadAllTextAsync(bundle);
        var cents = Enumerable.Range(0, text.Length - 5).Where(at => text.AsSpan(at, 5) is ".00\\\"").ToList();
        Assert.NotEmpty(cents);
        foreach (var at in new[] { cents[0], cents[cents.Count / 2], cents[^1] })
        {
            await File.WriteAllTextAsync(bundle, $"{text[..(at + 2)]}1{text[(at + 3)..]}");
            Assert.Equal(1, (await system.TryAsync("verify", bundle, "--policy", policy)).Code);
            Assert.Equal(1, (await AloneAsync(verifier, bundle, "--policy", policy)).Code);
            Assert.Equal(1, (await ScriptAsync(policy, bundle)).Code);
        }

        await File.WriteAllTextAsync(bundle, text);
        Assert.Equal(3, (await AloneAsync(verifier, policy, "--policy", policy)).Code);
    }

    /// <summary>Everything is as it was logged; then one cent is changed in every database that holds an amount, and every change is found.</summary>
    public static async Task FindEveryCentAsync(LedgerSystem system)
    {
        var (code, output, errors) = await system.TryAsync("fsck", "--json");
        Assert.True(code == 0, output + errors);
        var changed = new List<string>();
        foreach (var service in LedgerSystem.Stores)
        {
            var done = await system.LedgerAsync("psql", service, "-Atqc",
                """
                alter table mt_events disable trigger user;
                with one as (select seq_id from mt_events where data::text ~ '[0-9]\.00"' order by seq_id desc limit 1)
                update mt_events e set data = regexp_replace(e.data::text, '([0-9]\.0)0"', '\11"')::jsonb from one where e.seq_id = one.seq_id returning e.id;
                alter table mt_events enable trigger user;
                alter table mt_events enable always trigger events_append_only, enable always trigger outbox_capture;
                """);
            if (Guid.TryParse(done.Trim(), out var id)) changed.Add($"{service} {id}");
        }

        Assert.Superset(new HashSet<string>(["contributions", "valuation", "risks", "distribution"]), changed.Select(place => place.Split(' ')[0]).ToHashSet());
        (code, output, errors) = await system.TryAsync("fsck", "--json");
        Assert.Equal(1, code);
        using var report = JsonDocument.Parse(output);
        var found = report.RootElement.GetProperty("problems").EnumerateArray().Where(problem => problem.GetProperty("code").GetString() == "event.payload-differs")
            .Select(problem => problem.GetProperty("place").GetString()!).ToHashSet();
        Assert.Equal(changed.ToHashSet(), found);
    }

    // Without a network where the system lets us take it away, and without any variable.
    private static Task<(int Code, string Output)> AloneAsync(string verifier, params string[] arguments) => RunAsync(
        "sh", ["-c", "if unshare -rn true 2>/dev/null; then exec unshare -rn env -i HOME=/tmp \"$@\"; else exec env -i HOME=/tmp \"$@\"; fi", "sh", verifier, .. arguments]);

    private static Task<(int Code, string Output)> ScriptAsync(string policy, string bundle) =>
        RunAsync("python3", [Path.Combine(LedgerSystem.Root, "deploy", "verify", "verify_bundle.py"), policy, bundle]);

    private static async Task<(int Code, string Output)> RunAsync(string program, IReadOnlyList<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = Encoding.UTF8,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await errors;
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }
}
