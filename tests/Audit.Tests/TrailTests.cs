using System.Text.Json.Nodes;
using CsCheck;
using Ledger.Audit.Log;
using Ledger.Audit.Trails;
using Ledger.Rules;

namespace Ledger.Audit.Tests;

/// <summary>Trails over a log in memory.</summary>
public sealed class TrailTests
{
    private static readonly Guid Agreement = Guid.Parse("0198f0a1-0000-7000-8000-0000000000a0");
    private static readonly Guid Contribution = Guid.Parse("0198f0a1-0000-7000-8000-0000000000c0");
    private static readonly Guid Appraisal = Guid.Parse("0198f0a1-0000-7000-8000-0000000000d0");
    private static readonly Guid Run = Guid.Parse("0198f0a1-0000-7000-8000-0000000000e0");

    private readonly SendingService _agreements = new("agreements");
    private readonly SendingService _contributions = new("contributions");
    private readonly SendingService _valuation = new("valuation");
    private readonly SendingService _distribution = new("distribution");
    private readonly List<LoggedEntry> _log = [];

    [Fact]
    public void A_trail_is_the_event_and_what_came_before_it_in_its_stream()
    {
        var (first, second, third) = (Log(_agreements, Agreement), Log(_agreements, Agreement), Log(_agreements, Agreement));
        Log(_agreements, Run);

        var trail = Walk(second.Event);

        Assert.Equal([first.Event, second.Event], trail.Nodes.Select(node => node.Event));
        Assert.Equal([new TrailEdge(TrailEdgeKind.Precedes, first.Event, second.Event)], trail.Edges);
        Assert.Equal(3, Walk(third.Event).Nodes.Count);
        Assert.True(trail.Complete);
        Assert.Equal(second.Event, trail.Start);
        Assert.Null(trail.Party);
    }

    [Fact]
    public void A_trail_follows_what_is_cited_down_to_the_first_causes()
    {
        var drafted = Log(_agreements, Agreement);
        var activated = Log(_agreements, Agreement);
        var registered = Log(_contributions, Contribution, Cites("agreement", activated));
        var verified = Log(_contributions, Contribution);
        var proposed = Log(_valuation, Appraisal, Cites("contribution", verified));
        var accepted = Log(_valuation, Appraisal);
        Log(_valuation, Appraisal);
        var settled = Log(_distribution, Run, new JsonObject
        {
            ["lines"] = new JsonArray(new JsonObject { ["value"] = accepted.Cited }, new JsonObject { ["value"] = registered.Cited }),
        });

        var trail = Walk(settled.Event);

        Assert.Equal(
            [drafted.Event, activated.Event, registered.Event, verified.Event, proposed.Event, accepted.Event, settled.Event],
            trail.Nodes.Select(node => node.Event));
        Assert.Equal(
        [
            new TrailEdge(TrailEdgeKind.Precedes, drafted.Event, activated.Event),
            new TrailEdge(TrailEdgeKind.Cites, registered.Event, activated.Event, "agreement", Hash: HashCheck.Matches),
            new TrailEdge(TrailEdgeKind.Precedes, registered.Event, verified.Event),
            new TrailEdge(TrailEdgeKind.Cites, proposed.Event, verified.Event, "contribution", Hash: HashCheck.Matches),
            new TrailEdge(TrailEdgeKind.Precedes, proposed.Event, accepted.Event),
            new TrailEdge(TrailEdgeKind.Cites, settled.Event, accepted.Event, "lines[0].value", Hash: HashCheck.Matches),
            new TrailEdge(TrailEdgeKind.Cites, settled.Event, registered.Event, "lines[1].value", Hash: HashCheck.Matches),
        ],
        trail.Edges);
    }

    // The cited event is what the trail rests on; what happened in its stream afterwards is not.
    [Fact]
    public void Later_events_of_a_cited_stream_do_not_belong_to_the_trail()
    {
        var cited = Log(_agreements, Agreement);
        var later = Log(_agreements, Agreement);
        var citing = Log(_distribution, Run, Cites("agreement", cited));
        Assert.DoesNotContain(Walk(citing.Event).Nodes, node => node.Event == later.Event);
    }

    [Fact]
    public void A_trail_for_one_party_leaves_out_what_concerns_another()
    {
        var (forE1, forE2, forAll) = (Log(_valuation, Appraisal), Log(_valuation, Contribution), Log(_agreements, Agreement));
        var settled = Log(_distribution, Run, new JsonObject
        {
            ["agreement"] = forAll.Cited,
            ["lines"] = new JsonArray(
                new JsonObject { ["party"] = "E1", ["because"] = new JsonArray(new JsonObject { ["value"] = forE1.Cited }) },
                new JsonObject { ["party"] = "E2", ["because"] = new JsonArray(new JsonObject { ["value"] = forE2.Cited }) }),
        });

        var trail = Walk(settled.Event, "E1");

        Assert.Equal([forE1.Event, forAll.Event, settled.Event], trail.Nodes.Select(node => node.Event));
        Assert.Equal(
        [
            new TrailEdge(TrailEdgeKind.Cites, settled.Event, forAll.Event, "agreement", Hash: HashCheck.Matches),
            new TrailEdge(TrailEdgeKind.Cites, settled.Event, forE1.Event, "lines[0].because[0].value", "E1", HashCheck.Matches),
        ],
        trail.Edges);
        Assert.Equal("E1", trail.Party);
        Assert.Equal(4, Walk(settled.Event).Nodes.Count);
    }

    [Fact]
    public void The_nearest_enclosing_party_decides()
    {
        var cited = Log(_valuation, Appraisal);
        var settled = Log(_distribution, Run, new JsonObject
        {
            ["party"] = "E2",
            ["own"] = new JsonObject { ["party"] = "E1", ["deep"] = new JsonObject { ["party"] = 7, ["value"] = cited.Cited } },
        });
        Assert.Contains(Walk(settled.Event, "E1").Nodes, node => node.Event == cited.Event);
        Assert.DoesNotContain(Walk(settled.Event, "E2").Nodes, node => node.Event == cited.Event);
    }

    [Fact]
    public void A_party_is_followed_on_every_level()
    {
        var (mine, theirs) = (Log(_valuation, Appraisal), Log(_valuation, Contribution));
        var middle = Log(_agreements, Agreement, new JsonObject
        {
            ["a"] = new JsonObject { ["party"] = "E1", ["v"] = mine.Cited }, ["b"] = new JsonObject { ["party"] = "E2", ["v"] = theirs.Cited },
        });
        var settled = Log(_distribution, Run, Cites("basis", middle));
        Assert.Equal([mine.Event, middle.Event, settled.Event], Walk(settled.Event, "E1").Nodes.Select(node => node.Event));
    }

    [Fact]
    public void A_cited_hash_that_is_not_the_logged_one_is_said()
    {
        var cited = Log(_valuation, Appraisal);
        var settled = Log(_distribution, Run, new JsonObject
        {
            ["value"] = new JsonObject { ["ev"] = cited.Event.ToString(), ["ph"] = new string('0', 64) },
        });
        var trail = Walk(settled.Event);
        Assert.Equal(HashCheck.Differs, Assert.Single(trail.Edges).Hash);
        Assert.Equal(TrailNodeState.Logged, trail.Nodes[0].State);
    }

    [Fact]
    public void A_cited_event_that_is_not_in_the_log_is_marked()
    {
        var missing = _valuation.Record(Appraisal);
        var settled = Log(_distribution, Run, Cites("value", missing));

        var trail = Walk(settled.Event);

        Assert.Equal(new TrailNode(missing.Event, TrailNodeState.NotLoggedYet), trail.Nodes[1]);
        Assert.Equal(new TrailEdge(TrailEdgeKind.Cites, settled.Event, missing.Event, "value", Hash: HashCheck.Unknown), Assert.Single(trail.Edges));
        Assert.True(trail.Complete);
    }

    [Fact]
    public void A_trail_never_crosses_into_another_consortium()
    {
        var foreign = Log(_valuation, Appraisal, tenant: "dongting");
        var settled = Log(_distribution, Run, Cites("value", foreign));

        var trail = Walk(settled.Event);

        Assert.Equal(TrailNodeState.NotLoggedYet, trail.Nodes.Single(node => node.Event == foreign.Event).State);
        Assert.Equal(HashCheck.Unknown, Assert.Single(trail.Edges).Hash);
        Assert.Null(Trails.Walk("taihu", foreign.Event, null, _log));
    }

    [Fact]
    public void Streams_of_the_same_id_in_another_service_or_consortium_are_others()
    {
        Log(_valuation, Agreement);
        Log(_agreements, Agreement, tenant: "dongting");
        var first = Log(_agreements, Agreement);
        Assert.Equal([first.Event], Walk(first.Event).Nodes.Select(node => node.Event));
    }

    [Fact]
    public void An_unknown_start_has_no_trail() => Assert.Null(Trails.Walk("taihu", Guid.CreateVersion7(), null, _log));

    [Fact]
    public void Citations_in_a_circle_end()
    {
        var (one, two) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var hash = new string('1', 64);
        var first = Log(_agreements, Agreement, new JsonObject { ["x"] = new JsonObject { ["ev"] = two.ToString(), ["ph"] = hash } }, id: one);
        var second = Log(_valuation, Appraisal, new JsonObject { ["x"] = new JsonObject { ["ev"] = one.ToString(), ["ph"] = hash } }, id: two);
        Assert.Equal(2, Walk(first.Event).Nodes.Count);
        Assert.Equal(2, Walk(second.Event).Edges.Count);
    }

    [Fact]
    public void The_same_event_cited_in_two_places_is_one_node_with_two_edges()
    {
        var cited = Log(_valuation, Appraisal);
        var settled = Log(_distribution, Run, new JsonObject { ["a"] = cited.Cited, ["b"] = cited.Cited });
        var trail = Walk(settled.Event);
        Assert.Equal(2, trail.Nodes.Count);
        Assert.Equal(["a", "b"], trail.Edges.Select(edge => edge.Path));
    }

    [Fact]
    public void A_citation_may_be_the_whole_payload_or_stand_in_lists_of_lists()
    {
        var cited = Log(_valuation, Appraisal);
        var whole = Log(_distribution, Run, cited.Cited);
        var nested = Log(_distribution, Contribution, new JsonObject { ["a"] = new JsonArray(1, new JsonArray("x", cited.Cited)) });
        Assert.Equal("", Assert.Single(Walk(whole.Event).Edges).Path);
        Assert.Equal("a[1][1]", Assert.Single(Walk(nested.Event).Edges).Path);
    }

    [Fact]
    public void A_node_says_who_did_what_where_and_when()
    {
        var sent = Log(_contributions, Contribution, new JsonObject
        {
            ["title"] = new JsonObject { ["en"] = "Machining centre", ["zh"] = "加工中心" },
            ["by"] = new JsonObject { ["person"] = "lin", ["organisation"] = "E1" },
            ["at"] = "2025-03-02T08:00:00.000000Z",
            ["reference"] = "E1-machine",
            ["party"] = "E1",
            ["claimed"] = new JsonObject { ["amount"] = "1200000.00", ["currency"] = "CNY" },
            ["version"] = 1,
            ["final"] = true,
            ["note"] = new string('n', AuditLimits.SummaryTextLength + 1),
            ["evidence"] = new JsonArray("invoice"),
            ["nothing"] = null,
        });

        var node = Assert.Single(Walk(sent.Event).Nodes);

        Assert.Equal(
            (0L, "thing_done.v1", "contributions", Contribution, 1L, "lin", "E1", TrailNodeState.Logged),
            (node.Index!.Value, node.Type, node.Service, node.Stream!.Value, node.Version!.Value, node.Person, node.Organisation, node.State));
        Assert.Equal(new Text("Machining centre", "加工中心"), node.Title);
        Assert.Equal(["claimed", "final", "party", "reference", "version"], node.Values!.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("1200000.00", node.Values["claimed"].GetProperty("amount").GetString());
        Assert.Equal(sent.PayloadHash, node.PayloadHash);
        Assert.Equal(sent.Entry.Payload, SendingService.Canonical(JsonNode.Parse(node.Payload!.Value.GetRawText())!));
        Assert.Equal(_log[0].Leaf.ToString(), node.LeafHash);
        Assert.Equal(new DateTimeOffset(2025, 3, 2, 8, 0, 0, TimeSpan.Zero).AddMicroseconds(1), node.RecordedAt);
    }

    [Theory]
    [InlineData("""{"by":"lin","title":"x"}""")]
    [InlineData("""{"by":{"person":1},"title":{"en":"only"}}""")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    public void A_payload_of_any_shape_is_shown(string payload)
    {
        var node = Assert.Single(Walk(Log(_contributions, Contribution, JsonNode.Parse(payload)!).Event).Nodes);
        Assert.Equal((null, null, null), (node.Person, node.Organisation, node.Title));
        Assert.NotNull(node.Values);
    }

    [Fact]
    public void A_summary_shows_no_more_values_than_the_limit()
    {
        var payload = new JsonObject(Enumerable.Range(0, AuditLimits.SummaryValues + 5).Select(i => KeyValuePair.Create($"v{i:00}", (JsonNode?)JsonValue.Create(i))));
        Assert.Equal(AuditLimits.SummaryValues, Assert.Single(Walk(Log(_contributions, Contribution, payload).Event).Nodes).Values!.Count);
    }

    [Fact]
    public void A_trail_that_a_limit_cut_says_so()
    {
        var cause = Log(_agreements, Agreement);
        var settled = Log(_distribution, Run, Cites("agreement", cause));
        var walk = new TrailWalk("taihu", settled.Event, null);
        walk.Take([_log[1]], cut: true);

        var trail = walk.Result()!;

        Assert.False(trail.Complete);
        Assert.Equal([settled.Event, cause.Event], trail.Nodes.Select(node => node.Event));
        Assert.Equal(TrailNodeState.BeyondLimit, trail.Nodes[1].State);
        Assert.Equal(HashCheck.Unknown, Assert.Single(trail.Edges).Hash);
    }

    // Whether the log is brought at once or hop by hop, the trail is the same.
    [Fact]
    public void Hop_by_hop_gives_the_same_trail_as_all_at_once() => Gen.Int[0, int.MaxValue - 1].Sample(seed =>
    {
        var random = new Random(seed);
        var services = new[] { new SendingService("agreements"), new SendingService("risks") };
        IntakeTests.Happen(random, services, 30);
        var log = services.SelectMany(service => service.Sent).OrderBy(sent => sent.Event).Select((sent, i) => Logged(sent, i)).ToList();
        var start = log[^1].Envelope;

        var whole = Trails.Walk(start.Tenant, start.Event, null, log)!;
        var walk = new TrailWalk(start.Tenant, start.Event, null);
        while (walk.Wanted.Count > 0)
        {
            var wanted = log.Where(entry => entry.Envelope.Tenant == start.Tenant && walk.Wanted.Contains(entry.Envelope.Event)).ToList();
            walk.Take(log.Where(entry => wanted.Any(of => IsUpTo(entry.Envelope, of.Envelope))).ToList());
        }

        var hops = walk.Result()!;
        Assert.Equal(whole.Nodes.Select(node => (node.Event, node.State)), hops.Nodes.Select(node => (node.Event, node.State)));
        Assert.Equal(whole.Edges, hops.Edges);
        Assert.All(whole.Nodes.Where(node => node.State == TrailNodeState.Logged), node => Assert.True(node.Index <= log[^1].Index));
    });

    private static bool IsUpTo(Envelope entry, Envelope last) =>
        (entry.Tenant, entry.Source, entry.Stream) == (last.Tenant, last.Source, last.Stream) && entry.Version <= last.Version;

    private static JsonObject Cites(string member, SentEvent cited) => new() { [member] = cited.Cited };

    private Trail Walk(Guid start, string? party = null) => Trails.Walk("taihu", start, party, _log)!;

    private SentEvent Log(SendingService service, Guid stream, JsonNode? payload = null, string tenant = "taihu", Guid? id = null)
    {
        var sent = service.Record(stream, tenant: tenant, payload: payload, id: id);
        _log.Add(Logged(sent, _log.Count));
        return sent;
    }

    private static LoggedEntry Logged(SentEvent sent, long index) =>
        LoggedEntry.Of(index, VerifiedEntry.Verify(sent.Entry).Leaf, sent.Entry.Envelope, sent.Entry.Payload);

    private static class Trails
    {
        public static Trail? Walk(string tenant, Guid start, string? party, IReadOnlyList<LoggedEntry> log)
        {
            var walk = new TrailWalk(tenant, start, party);
            while (walk.Wanted.Count > 0) walk.Take(log);
            return walk.Result();
        }
    }
}
