using System.Diagnostics;
using System.Net;
using Ledger.Audit.Checkpoints;
using Ledger.Audit.Tests.Running;
using Ledger.Audit.Witnesses;
using Ledger.Transparency;
using Ledger.Transparency.Notes;
using Ledger.Transparency.Witnesses;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Ledger.Audit.Tests;

/// <summary>Past every limit that the log sets its witnesses.</summary>
public sealed class WitnessLimitTests(PostgresServer server)
{
    private static readonly CosignatureSigner Witness = new("witness.example/w", [.. Enumerable.Repeat((byte)7, 32)]);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_witness_that_does_not_answer_or_answers_without_end_is_left_alone_for_a_while()
    {
        var asked = 0;
        using var handler = new Answering(async ct =>
        {
            if (asked++ == 0) await Task.Delay(Timeout.InfiniteTimeSpan, ct);
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(new byte[AuditLimits.WitnessAnswerBytes + 1]) };
        });
        using var http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        var client = new WitnessClient(new LogWitness("w", Witness.Key, new Uri("http://127.0.0.1:1/add-checkpoint")), http);
        var checkpoint = new Checkpoint(LogKeys.Origin, 1, MerkleTree.EmptyRoot);
        using var signer = new Ed25519Signer(LogKeys.Origin, LogKeys.Seed);
        var request = new AddCheckpoint(0, [], SignedNote.Of(checkpoint.Text, signer.Sign(checkpoint.Text)), checkpoint);

        var since = Stopwatch.GetTimestamp();
        Assert.IsType<WitnessReply.Failed>(await client.AskAsync(request, Ct));
        Assert.InRange(Stopwatch.GetElapsedTime(since), AuditLimits.WitnessAnswer - TimeSpan.FromMilliseconds(100), AuditLimits.WitnessAnswer * 3);
        Assert.Contains("too large", Assert.IsType<WitnessReply.Failed>(await client.AskAsync(request, Ct)).Reason, StringComparison.Ordinal);
        Assert.IsType<WitnessReply.Resting>(await client.AskAsync(request, Ct));
        Assert.Equal(2, asked);
    }

    [Fact]
    public async Task Without_a_quorum_for_longer_than_the_limit_health_says_so_and_recovers()
    {
        var clock = new Clock();
        var state = new CosigningState(clock);
        state.Failed("w", "it answered 500");
        clock.Now = AuditLimits.WithoutQuorum - TimeSpan.FromSeconds(1);
        Assert.Equal(HealthStatus.Healthy, (await state.CheckHealthAsync(new HealthCheckContext(), Ct)).Status);
        clock.Now = AuditLimits.WithoutQuorum + TimeSpan.FromSeconds(1);
        var degraded = await state.CheckHealthAsync(new HealthCheckContext(), Ct);
        Assert.Equal(HealthStatus.Degraded, degraded.Status);
        Assert.Contains("w: it answered 500", degraded.Description, StringComparison.Ordinal);
        state.Shown(CheckpointStanding.TooFewWitnesses);
        Assert.Equal(HealthStatus.Degraded, (await state.CheckHealthAsync(new HealthCheckContext(), Ct)).Status);
        // Enough have seen it although one still fails.
        state.Shown(CheckpointStanding.Trusted);
        Assert.Equal(HealthStatus.Healthy, (await state.CheckHealthAsync(new HealthCheckContext(), Ct)).Status);
    }

    // An old checkpoint that enough have seen is served while it is among those looked through, and not for ever.
    [Fact]
    public async Task Only_the_newest_cosigned_checkpoints_are_looked_through()
    {
        var service = new SendingService("agreements");
        await using var audit = await RunningAudit.StartAsync(server);
        var (tiles, kept) = (audit.Service<TileReads>(), audit.Service<Cosignatures>());
        var policy = WitnessPolicy.Parse($"log {LogKeys.Own.Public}\nwitness w {Witness.Key}\nquorum w\n");
        using var unknown = new CosignatureSigner("witness.example/unknown", [.. Enumerable.Repeat((byte)9, 32)]);
        for (var size = 1; size <= AuditLimits.CosignedLookedThrough + 2; size++)
        {
            service.Record(Guid.CreateVersion7());
            await audit.Log.AppendAsync(service.Page(size, size), Ct);
            await audit.SealedAsync(size, Ct);
            var checkpoint = Checkpoint.Parse(SignedNote.Parse((await tiles.NewestAsync(Ct))!.Note).Text);
            Assert.Equal(size, checkpoint.Size);
            var signer = size == 1 ? Witness : unknown;
            if (size <= AuditLimits.CosignedLookedThrough) await kept.KeepAsync(size, signer.Key, signer.Sign(checkpoint, 1_740_902_400), Ct);
        }

        // The first is the last of those looked through.
        Assert.Equal(1, (await tiles.PublishedAsync(policy, Ct))!.Tree.Size);
        const int Next = AuditLimits.CosignedLookedThrough + 1;
        await kept.KeepAsync(Next, unknown.Key, new NoteSignature(unknown.Key.Name, unknown.Key.Id, new byte[72]), Ct);
        Assert.Equal(Next + 1, (await tiles.PublishedAsync(policy, Ct))!.Tree.Size);
    }

    private sealed class Answering(Func<CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => answer(cancellationToken);
    }

    private sealed class Clock : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }
}
