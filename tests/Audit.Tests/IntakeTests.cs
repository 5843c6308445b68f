using System.Text.Json.Nodes;
using CsCheck;
using Ledger.Audit.Log;
using Ledger.Contracts.V1;
using Ledger.Transparency;

namespace Ledger.Audit.Tests;

/// <summary>The decision about entries, on a log in memory.</summary>
public sealed class IntakeTests
{
    private static readonly Guid A = Guid.Parse("0198f0a1-0000-7000-8000-00000000000a");
    private static readonly Guid B = Guid.Parse("0198f0a1-0000-7000-8000-00000000000b");

    private readonly MemoryLog _log = new();
    private readonly SendingService _agreements = new("agreements");
    private readonly SendingService _risks = new("risks");

    [Fact]
    public void Entries_come_in_in_the_order_of_their_numbers()
    {
        Record(_agreements, 3);
        var plan = _log.Take(_agreements.All);
        Assert.Equal([1, 2, 3], Numbers(plan.Append));
        Assert.Equal(3, _log.Entries.Count);
    }

    [Fact]
    public void An_entry_that_is_there_already_is_passed_over()
    {
        Record(_agreements, 3);
        _log.Take(_agreements.Page(1, 2));
        var plan = _log.Take(_agreements.All);
        Assert.Equal((2, 0, 0), (plan.Repeated, plan.Wait.Count, plan.Conflicts.Count));
        Assert.Equal([3], Numbers(plan.Append));
    }

    [Fact]
    public void An_entry_waits_for_the_number_before_it()
    {
        Record(_agreements, 4);
        var plan = _log.Take(_agreements.Page(3, 4));
        Assert.Empty(plan.Append);
        Assert.Equal([3, 4], Numbers(plan.Wait));

        _log.Take(_agreements.Page(1, 2));
        Assert.Equal([1, 2, 3, 4], _log.Entries.Select(entry => entry.Envelope.SourceNumber));
        Assert.Empty(_log.Waiting["agreements"]);
    }

    [Fact]
    public void An_entry_waits_for_what_it_cites_of_another_source()
    {
        var cause = _agreements.Record(A);
        _risks.Record(B);
        _risks.Record(B, payload: new JsonObject { ["agreement"] = cause.Cited });
        _risks.Record(B);

        var plan = _log.Take(_risks.All);
        Assert.Equal([1], Numbers(plan.Append));
        Assert.Equal([2, 3], Numbers(plan.Wait));

        _log.Take(_agreements.All);
        Assert.Equal(["risks", "agreements", "risks", "risks"], _log.Entries.Select(entry => entry.Envelope.Source));
    }

    [Fact]
    public void An_entry_may_cite_one_of_the_same_page()
    {
        var cause = _agreements.Record(A);
        _agreements.Record(B, payload: new JsonObject { ["cause"] = cause.Cited });
        Assert.Equal([1, 2], Numbers(_log.Take(_agreements.All).Append));
    }

    [Fact]
    public void An_event_that_cites_itself_or_a_later_one_waits()
    {
        var later = Guid.CreateVersion7();
        _agreements.Record(A, payload: new JsonObject { ["x"] = new JsonObject { ["ev"] = later.ToString(), ["ph"] = new string('a', 64) } });
        _agreements.Record(A, id: later);
        Assert.Equal([1, 2], Numbers(_log.Take(_agreements.All).Wait));
    }

    [Fact]
    public void Another_leaf_under_a_number_is_a_conflict_and_changes_nothing()
    {
        Record(_agreements, 3);
        _log.Take(_agreements.All);
        var before = _log.Entries.ToList();
        var restored = _agreements.RestoredTo(2);
        Record(restored, 2);

        var plan = _log.Take(restored.All);

        var conflict = Assert.Single(plan.Conflicts);
        Assert.Equal((ConflictReason.NumberTaken, 3), (conflict.Reason, conflict.Entry.Envelope.SourceNumber));
        Assert.Equal([4], Numbers(plan.Wait));
        Assert.Equal(2, plan.Repeated);
        Assert.Equal(before, _log.Entries);
    }

    [Fact]
    public void Entries_of_a_quarantined_source_wait_and_those_of_others_do_not()
    {
        Record(_agreements, 2);
        _log.Take(_agreements.All);
        var restored = _agreements.RestoredTo(1);
        Record(restored, 1);
        _log.Take(restored.All);

        Record(_agreements, 1);
        Assert.Equal([3], Numbers(_log.Take(_agreements.Page(3, 3)).Wait));
        Record(_risks, 1);
        Assert.Equal([1], Numbers(_log.Take(_risks.All).Append));
        Assert.Equal(2, _log.Take(_agreements.Page(1, 2)).Repeated);
    }

    [Fact]
    public void Two_different_entries_that_wait_under_one_number_are_a_conflict()
    {
        Record(_agreements, 2);
        _log.Take(_agreements.Page(2, 2));
        var other = _agreements.RestoredTo(1);
        Record(other, 1);
        var plan = _log.Take(other.All);
        Assert.Equal(ConflictReason.NumberTaken, Assert.Single(plan.Conflicts).Reason);
        Assert.Equal([1], Numbers(plan.Append));
        Assert.Equal(2, Assert.Single(_log.Waiting["agreements"]).Key);
    }

    [Fact]
    public void An_event_under_a_second_number_is_a_conflict()
    {
        var first = _agreements.Record(A);
        _agreements.Record(A, id: first.Event);
        var plan = _log.Take(_agreements.All);
        Assert.Equal(ConflictReason.EventLoggedBefore, Assert.Single(plan.Conflicts).Reason);
        Assert.Equal([1], Numbers(plan.Append));
        Assert.Equal([2], Numbers(plan.Wait));

        _risks.Record(B, id: first.Event);
        Assert.Equal(ConflictReason.EventLoggedBefore, Assert.Single(_log.Take(_risks.All).Conflicts).Reason);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_number_of_the_consortium_that_does_not_follow_is_a_conflict(long tenantNumber)
    {
        _agreements.Record(A);
        var broken = _agreements.Write(Guid.CreateVersion7(), "thing_done.v1", A, "taihu", 2, tenantNumber, 2, new JsonObject());
        var plan = _log.Take(_agreements.Page(_agreements.Sent[0], broken));
        Assert.Equal(ConflictReason.TenantNumberBroken, Assert.Single(plan.Conflicts).Reason);
        Assert.Equal([1], Numbers(plan.Append));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_stream_version_that_does_not_follow_is_a_conflict(long version)
    {
        _agreements.Record(A);
        var broken = _agreements.Write(Guid.CreateVersion7(), "thing_done.v1", A, "taihu", 2, 2, version, new JsonObject());
        var plan = _log.Take(_agreements.Page(_agreements.Sent[0], broken));
        Assert.Equal(ConflictReason.StreamVersionBroken, Assert.Single(plan.Conflicts).Reason);
        Assert.Equal([1], Numbers(plan.Append));
    }

    [Fact]
    public void Consortia_and_services_count_their_streams_apart()
    {
        _agreements.Record(A, tenant: "taihu");
        _agreements.Record(A, tenant: "dongting");
        _risks.Record(A, tenant: "taihu");
        _agreements.Record(A, tenant: "taihu");
        Assert.Empty(_log.Take(_agreements.All).Conflicts);
        Assert.Empty(_log.Take(_risks.All).Conflicts);
        Assert.Equal(4, _log.Entries.Count);
    }

    [Fact]
    public void A_log_that_lost_an_entry_is_not_gone_on_with()
    {
        Record(_agreements, 1);
        var known = MemoryLog.Nothing with { LastNumber = 1 };
        Assert.Throws<InvalidOperationException>(() => Intake.Plan(known, VerifiedPage.Verify(_agreements.All).Entries));
    }

    // Pages of any cut, in any order, any number of times: in the end every entry is there once, each source in its order, and
    // causes before effects.
    [Fact]
    public void Whatever_the_order_of_arrival_the_log_ends_complete_and_in_causal_order() =>
        Gen.Int[0, int.MaxValue - 1].Sample(seed =>
        {
            var random = new Random(seed);
            var services = new[] { new SendingService("agreements"), new SendingService("risks"), new SendingService("valuation") };
            Happen(random, services, events: 40);
            var log = new MemoryLog();
            var deliveries = services.SelectMany(service => Pages(random, service)).ToArray();
            deliveries = [.. deliveries, .. random.GetItems(deliveries, deliveries.Length / 2)];
            random.Shuffle(deliveries);
            foreach (var page in deliveries) Assert.Empty(log.Take(page).Conflicts);

            Assert.Equal(40, log.Entries.Count);
            Assert.All(log.Waiting.Values, Assert.Empty);
            foreach (var service in services)
            {
                Assert.Equal(
                    service.Sent.Select(sent => sent.Event),
                    log.Entries.Where(entry => entry.Envelope.Source == service.Name).Select(entry => entry.Envelope.Event));
            }

            var seen = new HashSet<Guid>();
            foreach (var entry in log.Entries)
            {
                Assert.All(entry.Envelope.References, cited => Assert.Contains(cited.Event, seen));
                seen.Add(entry.Envelope.Event);
            }
        });

    /// <summary>Events of several services that cite each other at random.</summary>
    internal static void Happen(Random random, SendingService[] services, int events)
    {
        var all = new List<SentEvent>();
        var streams = Enumerable.Range(0, 4).Select(_ => Guid.CreateVersion7()).ToArray();
        for (var i = 0; i < events; i++)
        {
            var payload = new JsonObject { ["i"] = i };
            for (var c = random.Next(3); c > 0 && all.Count > 0; c--) payload[$"c{c}"] = all[random.Next(all.Count)].Cited;
            all.Add(services[random.Next(services.Length)].Record(
                streams[random.Next(streams.Length)], tenant: random.Next(2) == 0 ? "taihu" : "dongting", payload: payload));
        }
    }

    internal static IEnumerable<AuditPage> Pages(Random random, SendingService service)
    {
        for (var first = 1; first <= service.Sent.Count;)
        {
            var last = Math.Min(service.Sent.Count, first + random.Next(5));
            yield return service.Page(first, last);
            // Sometimes the next page begins with entries of this one, as after a crash of the relay.
            first = random.Next(4) == 0 && last > first ? last : last + 1;
        }
    }

    private static void Record(SendingService service, int events)
    {
        for (var i = 0; i < events; i++) service.Record(i % 2 == 0 ? A : B);
    }

    private static IEnumerable<long> Numbers(IEnumerable<VerifiedEntry> entries) => entries.Select(entry => entry.Envelope.SourceNumber);

    /// <summary>The tables of the log as collections: what a transaction reads and writes, without a database.</summary>
    private sealed class MemoryLog
    {
        private readonly HashSet<string> _quarantined = [];

        public static Known Nothing { get; } = new(
            0, false, new Dictionary<long, MerkleHash>(), new Dictionary<long, MerkleHash>(), new Dictionary<string, long>(),
            new Dictionary<(string, Guid), long>(), new HashSet<Guid>());

        public List<VerifiedEntry> Entries { get; } = [];

        public Dictionary<string, SortedDictionary<long, VerifiedEntry>> Waiting { get; } = [];

        public IntakePlan Take(AuditPage page)
        {
            var plan = Write(page.Source, VerifiedPage.Verify(page).Entries);
            while (Waiting.Any(source => Drain(source.Key, source.Value)))
            {
            }

            return plan;
        }

        private bool Drain(string source, SortedDictionary<long, VerifiedEntry> waiting) =>
            waiting.Count > 0 && Write(source, [.. waiting.Values]).Append.Count > 0;

        private IntakePlan Write(string source, IReadOnlyList<VerifiedEntry> entries)
        {
            var plan = Intake.Plan(Known(source), entries);
            Entries.AddRange(plan.Append);
            var waiting = Waiting.TryGetValue(source, out var found) ? found : Waiting[source] = [];
            foreach (var entry in plan.Append) waiting.Remove(entry.Envelope.SourceNumber);
            foreach (var entry in plan.Wait) waiting.TryAdd(entry.Envelope.SourceNumber, entry);
            if (plan.Conflicts.Count > 0) _quarantined.Add(source);
            return plan;
        }

        private Known Known(string source)
        {
            var own = Entries.Where(entry => entry.Envelope.Source == source).ToList();
            return new Known(
                own.Count, _quarantined.Contains(source), own.ToDictionary(entry => entry.Envelope.SourceNumber, entry => entry.Leaf),
                Waiting.TryGetValue(source, out var waiting) ? waiting.ToDictionary(entry => entry.Key, entry => entry.Value.Leaf) : [],
                own.GroupBy(entry => entry.Envelope.Tenant).ToDictionary(group => group.Key, group => group.Max(entry => entry.Envelope.TenantNumber)),
                own.GroupBy(entry => (entry.Envelope.Tenant, entry.Envelope.Stream))
                    .ToDictionary(group => group.Key, group => group.Max(entry => entry.Envelope.Version)),
                Entries.Select(entry => entry.Envelope.Event).ToHashSet());
        }
    }
}
