using System.Collections.Concurrent;
using CsCheck;
using Ledger.ServiceDefaults;
using Ledger.ServiceDefaults.Messaging;
using Ledger.ServiceDefaults.Outbox;

namespace Ledger.Integration.Tests.Frame;

/// <summary>Pages on their way, with a broker that answers in any order, or not at all. No servers.</summary>
public sealed class RelayWindowTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    // A few streams in many small pages, each confirm after another time.
    [Fact]
    public async Task Whatever_the_order_of_the_confirms_each_stream_goes_out_in_order_and_only_a_beginning_is_done() =>
        await Gen.Int[0, 1_000_000].SampleAsync(async seed =>
        {
            var random = new Random(seed);
            var broker = new Broker(random);
            await using var window = new RelayWindow(broker.PublishAsync, Patience, default);
            for (var page = 0; page < 12; page++)
            {
                await window.DoneAsync(random.Next(Limits.RelayPagesInFlight));
                broker.AssertConfirmed(window.Confirmed);
                Send(window, (page * 5) + 1, 5, _ => random.Next(4));
                Assert.True(window.Count <= Limits.RelayPagesInFlight);
            }

            await window.DoneAsync(0);
            Assert.Equal((60, 0), (window.Confirmed, window.Count));
            Assert.Equal(Enumerable.Range(0, 12).Select(page => (long)(page * 5) + 1), broker.Published.Where(sent => sent.Stream is null).Select(sent => sent.Number));
            foreach (var stream in broker.Published.Where(sent => sent.Stream is not null).GroupBy(sent => sent.Stream))
                Assert.Equal(stream.Select(sent => sent.Number).Order(), stream.Select(sent => sent.Number));
            Assert.Equal(72, broker.Published.Count);
        }, iter: 40);

    [Fact]
    public async Task After_a_message_that_failed_nothing_more_of_its_stream_is_sent_and_what_came_before_is_done()
    {
        var broker = new Broker(new Random(1)) { Refused = 7 };
        await using (var window = new RelayWindow(broker.PublishAsync, Patience, default))
        {
            Send(window, 1, 5, n => (int)n);
            await window.DoneAsync(0);
            // The second page fails at number 7, of stream 2; the third goes on with that stream.
            Send(window, 6, 5, n => (int)n % 5);
            Send(window, 11, 5, _ => 2);
            await Assert.ThrowsAsync<UnroutableException>(() => window.DoneAsync(0));
            Assert.Equal(5, window.Confirmed);
        }

        Assert.DoesNotContain(broker.Published, sent => sent.Stream == 2 && sent.Number >= 7);
        var after = broker.Published.Count;
        await Task.Delay(50);
        Assert.Equal(after, broker.Published.Count);
    }

    [Fact]
    public async Task No_more_pages_and_messages_are_on_their_way_than_the_limits()
    {
        var broker = new Broker(new Random(1)) { Silent = true };
        var window = new RelayWindow(broker.PublishAsync, Patience, default);
        for (var page = 0; page < Limits.RelayPagesInFlight; page++) Send(window, (page * 100) + 1, 100, n => (int)n);
        Assert.Throws<InvalidOperationException>(() => Send(window, 1_001, 1, _ => 1));
        for (var i = 0; i < 100 && broker.Waiting < Limits.PublishesInFlight + 1; i++) await Task.Delay(10);
        await Task.Delay(50);
        // One page of audit entries, and as many others as may be.
        Assert.Equal(Limits.PublishesInFlight + 1, broker.Waiting);
        await window.DisposeAsync();
        Assert.Equal((0L, Limits.PublishesInFlight + 1), (window.Confirmed, broker.Waiting));
    }

    [Fact]
    public async Task A_page_that_is_not_confirmed_in_time_fails()
    {
        var broker = new Broker(new Random(1)) { Silent = true };
        await using var window = new RelayWindow(broker.PublishAsync, TimeSpan.FromMilliseconds(50), default);
        Send(window, 1, 1, _ => 1);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => window.DoneAsync(0));
    }

    // One audit page, and one event of a stream for each number.
    private static void Send(RelayWindow window, long first, int count, Func<long, int> stream)
    {
        var rows = Enumerable.Range(0, count).Select(i => new OutboxRow(
            first + i, first + i, first + i, Guid.NewGuid(), Guid.Empty, 1, "{}", "note_written.v1", DateTimeOffset.UnixEpoch, "alpha", null, null, "lin")).ToList();
        window.Send(rows, [Envelope(first, null)], [.. rows.Select(row => Envelope(row.SourceNo, stream(row.SourceNo)))]);
    }

    private static IntegrationEnvelope Envelope(long number, int? stream) => new(
        (number, stream), new FactHeaders(Guid.NewGuid(), "alpha", "probe", number, Guid.NewGuid(), "", new Guid(stream ?? 0, 0, 0, new byte[8]), 1, DateTimeOffset.UnixEpoch, "lin", null));

    private sealed class Broker(Random random)
    {
        private readonly ConcurrentDictionary<(long Number, int? Stream), bool> _confirmed = new();
        private readonly ConcurrentDictionary<int, long> _open = new();
        private readonly ConcurrentQueue<(long Number, int? Stream)> _published = new();
        private int _waiting;

        public long Refused { get; init; }

        public bool Silent { get; init; }

        public int Waiting => Volatile.Read(ref _waiting);

        public IReadOnlyList<(long Number, int? Stream)> Published => [.. _published];

        public async Task PublishAsync(IntegrationEnvelope message, CancellationToken ct)
        {
            var sent = ((long Number, int? Stream))message.Message;
            Interlocked.Increment(ref _waiting);
            if (Silent) await Task.Delay(Timeout.Infinite, ct);
            Assert.True(_open.TryAdd(sent.Stream ?? -1, sent.Number), $"Of stream {sent.Stream} two messages are on their way.");
            if (sent.Number == Refused && sent.Stream is not null) throw new UnroutableException("probe");
            _published.Enqueue(sent);
            int wait;
            lock (random) wait = random.Next(4);
            if (wait == 0) await Task.Yield();
            else await Task.Delay(wait, ct);
            _confirmed[sent] = true;
            _open.TryRemove(sent.Stream ?? -1, out _);
        }

        public void AssertConfirmed(long last) =>
            Assert.All(Enumerable.Range(1, (int)last), number => Assert.Contains(_confirmed.Keys, sent => sent.Number == number && sent.Stream is not null));
    }
}
