using System.Diagnostics.Metrics;
using Ledger.Audit.Checkpoints;
using Ledger.Audit.Tests.Running;
using Ledger.Audit.Witnesses;
using Ledger.ServiceDefaults.Access;
using Ledger.Transparency.Bundles;
using Ledger.Transparency.Notes;
using Ledger.Transparency.Witnesses;

namespace Ledger.Audit.Tests;

/// <summary>The log before witnesses that others run: cosigned when they are there, never stopped when they are not.</summary>
public sealed class WitnessedTests(PostgresServer server)
{
    private static readonly Guid A = Guid.Parse("0198f0a1-0000-7000-8000-00000000000a");

    private readonly SendingService _agreements = new("agreements");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Enough_witnesses_make_a_bundle_verified_too_few_make_it_incomplete_and_the_log_goes_on()
    {
        await using var one = await RunningWitness.StartAsync("one", LogKeys.Own.Public);
        await using var two = await RunningWitness.StartAsync("two", LogKeys.Own.Public);
        using var file = new TemporaryFile();
        using var policyFile = new TemporaryFile();
        await File.WriteAllTextAsync(file.Name, $"{one.Line}{two.Line}group both all one two\nquorum both\n", Ct);
        await using var audit = await RunningAudit.StartAsync(
            await server.DatabaseAsync(), ("Log:WitnessFile", file.Name), ("Log:PolicyFile", policyFile.Name));
        var policy = WitnessPolicy.Parse(await File.ReadAllTextAsync(policyFile.Name, Ct));
        Assert.Equal([LogKeys.Own.Public], policy.Logs);

        var first = _agreements.Record(A);
        await audit.Log.AppendAsync(_agreements.All, Ct);
        await audit.SealedAsync(1, Ct);
        Assert.Equal(1, (await TrustedAsync(audit, policy, 1)).Size);
        Assert.Equal(VerdictKind.Verified, await VerifyAsync(audit, policy, first.Event));

        // One of two is away: what both have seen stays proven, what came since is not, and signing goes on.
        await two.StopAsync();
        var second = _agreements.Record(A);
        await audit.Log.AppendAsync(_agreements.Page(2, 2), Ct);
        await audit.SealedAsync(2, Ct);
        Assert.Equal(VerdictKind.Incomplete, await VerifyAsync(audit, policy, second.Event));
        Assert.Equal(VerdictKind.Verified, await VerifyAsync(audit, policy, first.Event));
        Assert.Equal(1, (await TrustedAsync(audit, policy, 1)).Size);

        // Back again, from an older copy: it is told apart, and the log's honest continuation is cosigned.
        using var heard = new Heard("ledger.audit.witness-went-back");
        await File.WriteAllBytesAsync(two.Memory, await EmptyAsync(), Ct);
        await two.StartAsync();
        Assert.Equal(2, (await TrustedAsync(audit, policy, 2)).Size);
        Assert.True(heard.Count > 0);
        Assert.Equal(VerdictKind.Verified, await VerifyAsync(audit, policy, second.Event));
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => audit.Database.ExecuteAsync("update audit_cosignature set line = ''"));
    }

    [Theory]
    [InlineData("nonsense\n")]
    [InlineData("quorum nobody\n")]
    [InlineData("log example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx\nquorum none\n")]
    [InlineData("witness w witness.example.com/w1+a0059f11+BAOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4 ftp://w\nquorum w\n")]
    [InlineData("witness w witness.example.com/w1+a0059f11+BAOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4 nowhere\nquorum w\n")]
    public async Task A_witness_file_that_cannot_be_used_is_refused(string text)
    {
        using var file = new TemporaryFile();
        await File.WriteAllTextAsync(file.Name, text, Ct);
        using var keys = new SigningKeys(LogKeys.Of(LogKeys.Seed));
        Assert.Throws<InvalidOperationException>(() => LogWitnesses.Open(LogKeys.Settings(("Log:WitnessFile", file.Name)), keys));
        Assert.Throws<InvalidOperationException>(() => LogWitnesses.Open(LogKeys.Settings(("Log:WitnessFile", "/nowhere")), keys));
    }

    // The operator's key under a witness's name would make the operator its own witness.
    [Fact]
    public async Task The_logs_own_key_is_no_witness()
    {
        using var file = new TemporaryFile();
        var own = VerifierKey.Cosignature("witness.example/own", LogKeys.Own.Public.Material);
        await File.WriteAllTextAsync(file.Name, $"witness own {own} http://127.0.0.1:1\nquorum own\n", Ct);
        using var keys = new SigningKeys(LogKeys.Of(LogKeys.Seed));
        Assert.Throws<InvalidOperationException>(() => LogWitnesses.Open(LogKeys.Settings(("Log:WitnessFile", file.Name)), keys));
    }

    private static async Task<byte[]> EmptyAsync()
    {
        await using var other = await RunningWitness.StartAsync("other");
        return await File.ReadAllBytesAsync(other.Memory, Ct);
    }

    private static async Task<Checkpoint> TrustedAsync(RunningAudit audit, WitnessPolicy policy, long size)
    {
        using var client = audit.As("lin", roles: Roles.Contributor);
        var since = System.Diagnostics.Stopwatch.StartNew();
        while (true)
        {
            var outcome = policy.Evaluate(SignedNote.Parse(await client.GetStringAsync("audit/log/checkpoint", Ct)));
            if (outcome is { Standing: CheckpointStanding.Trusted, Checkpoint: { } seen } && seen.Size >= size) return seen;
            Assert.True(since.Elapsed < TimeSpan.FromSeconds(10), $"Not cosigned: {outcome}");
            await Task.Delay(50, Ct);
        }
    }

    // As a member, whose reading is not recorded: the log holds what this test put there and nothing else.
    private static async Task<VerdictKind> VerifyAsync(RunningAudit audit, WitnessPolicy policy, Guid id)
    {
        using var client = audit.As("lin", roles: Roles.Contributor);
        return BundleVerifier.Verify(await client.GetByteArrayAsync($"audit/bundles/{id}?party=lin-office", Ct), policy).Kind;
    }

    private sealed class Heard : IDisposable
    {
        private readonly MeterListener _listener = new();
        private long _count;

        public Heard(string name)
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == name) listener.EnableMeasurementEvents(instrument);
            };
            _listener.SetMeasurementEventCallback<long>((_, value, _, _) => Interlocked.Add(ref _count, value));
            _listener.Start();
        }

        public long Count => Interlocked.Read(ref _count);

        public void Dispose() => _listener.Dispose();
    }
}
