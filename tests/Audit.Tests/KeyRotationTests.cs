using Ledger.Audit.Checkpoints;
using Ledger.Audit.Tests.Running;
using Ledger.Cli.Fsck;
using Ledger.ServiceDefaults.Access;
using Ledger.Transparency.Bundles;
using Ledger.Transparency.Notes;
using Ledger.Transparency.Witnesses;

namespace Ledger.Audit.Tests;

/// <summary>The log changes its key: the old one hands over in the log itself, both sign for a while, then the next alone.</summary>
public sealed class KeyRotationTests(PostgresServer server)
{
    private static readonly Guid A = Guid.Parse("0198f0a1-0000-7000-8000-00000000000a");
    private static readonly byte[] NextSeed = [.. Enumerable.Range(201, 32).Select(i => (byte)i)];
    private static readonly LogKey Next = LogKeys.Of(NextSeed);

    private readonly SendingService _agreements = new("agreements");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_old_key_hands_over_both_sign_then_the_next_alone_and_who_trusts_the_old_one_is_led_on()
    {
        var database = await server.DatabaseAsync();
        var first = _agreements.Record(A);
        await using (var audit = await RunningAudit.StartAsync(database))
        {
            await audit.Log.AppendAsync(_agreements.All, Ct);
            await audit.SealedAsync(1, Ct);
        }

        // Not yet: nothing in the log says that it is handed over.
        await Assert.ThrowsAsync<InconsistentLogException>(async () => await RunningAudit.StartAsync(database, ("Log:Key", Convert.ToBase64String(NextSeed))));

        await using (var audit = await RunningAudit.StartAsync(database, ("Log:NextKey", Convert.ToBase64String(NextSeed))))
            await SignedByAsync(database, LogKeys.Own.Public, Next.Public);
        // Started again meanwhile, nothing is said twice.
        await using (var audit = await RunningAudit.StartAsync(database, ("Log:NextKey", Convert.ToBase64String(NextSeed))))
            Assert.Equal("2", Assert.Single(await database.ReadAsync<string>("select count(*)::text from audit_log")));

        await using (var audit = await RunningAudit.StartAsync(database, ("Log:Key", Convert.ToBase64String(NextSeed))))
        {
            _agreements.Record(A);
            await audit.Log.AppendAsync(_agreements.Page(2, 2), Ct);
            await SignedByAsync(database, Next.Public);
            using var client = audit.As("lin", roles: Roles.Contributor);
            var bundle = await client.GetByteArrayAsync($"audit/bundles/{first.Event}?party=lin-office", Ct);
            var verdict = BundleVerifier.Verify(bundle, LogKeys.Policy);
            Assert.Equal(VerdictKind.Verified, verdict.Kind);
            Assert.Contains(verdict.Proven, said => said.Code == "proven.key");
            Assert.Contains(
                BundleVerifier.Verify((verdict.Bundle!.Bundle with { Keys = [] }).ToBytes(), LogKeys.Policy).Findings, found => found.Code == "checkpoint.not-signed");
            Assert.Equal($"{Next.Public}\n", await client.GetStringAsync("audit/log/key", Ct));
        }

        // fsck knows the next key only, and follows the log back to the old one.
        foreach (var key in new[] { LogKeys.Own, Next })
        {
            var report = await Checker.RunAsync(
                new Dictionary<string, string>(StringComparer.Ordinal) { ["audit"] = database.All }, WitnessPolicy.Parse($"log {key.Public}\nquorum none\n"),
                await File.ReadAllTextAsync(database.PublishedFile, Ct), _ => { }, Ct);
            Assert.Empty(report.Problems);
        }
    }

    [Fact]
    public void A_key_does_not_follow_itself() => Assert.Throws<InvalidOperationException>(() => SigningKeys.Open(LogKeys.Settings(
        ("Log:Key", Convert.ToBase64String(NextSeed)), ("Log:NextKey", Convert.ToBase64String(NextSeed)), ("Log:Origin", LogKeys.Origin))));

    private static async Task SignedByAsync(LogDatabase database, params VerifierKey[] keys)
    {
        var since = System.Diagnostics.Stopwatch.StartNew();
        while (true)
        {
            var note = SignedNote.Parse((await database.ReadAsync<string>("select note from audit_checkpoint order by size desc limit 1"))[0]);
            var signers = note.Verify([LogKeys.Own.Public, Next.Public]).Valid.Select(line => line.Key).ToList();
            if (signers.SequenceEqual(keys)) return;
            Assert.True(since.Elapsed < TimeSpan.FromSeconds(10), $"Signed by {string.Join(", ", signers)}");
            await Task.Delay(50, Ct);
        }
    }
}
