using System.Text.Json.Nodes;
using CsCheck;
using Ledger.Audit.Log;
using Ledger.Audit.Trails;

namespace Ledger.Audit.Tests;

/// <summary>Trails forward, and as of a point in time, over a log in memory.</summary>
public sealed class ForwardTests
{
    private static readonly Guid Contribution = Guid.Parse("0198f0a1-0000-7000-8000-0000000000c0");
    private static readonly Guid Appraisal = Guid.Parse("0198f0a1-0000-7000-8000-0000000000d0");
    private static readonly Guid Run = Guid.Parse("0198f0a1-0000-7000-8000-0000000000e0");

    private readonly SendingService _contributions = new("contributions");
    private readonly SendingService _valuation = new("valuation");
    private readonly SendingService _distribution = new("distribution");
    private readonly List<LoggedEntry> _log = [];

    [Fact]
    public void Forward_leads_from_a_contribution_to_everything_it_touched()
    {
        var registered = Log(_contributions, Contribution);
        var other = Log(_contributions, Guid.CreateVersion7());
        var opened = Log(_valuation, Appraisal);
        var proposed = Log(_valuation, Appraisal, Cites("contribution", registered));
        var accepted = Log(_valuation, Appraisal);
        var computed = Log(_distribution, Run, Cites("value", accepted));
        var settled = Log(_distribution, Run);
        Log(_distribution, Guid.CreateVersion7(), Cites("value", other));

        var trail = Forward(registered.Event)!;

        Assert.Equal(TrailDirection.Forward, trail.Direction);
        Assert.Equal([registered.Event, proposed.Event, accepted.Event, computed.Event, settled.Event], trail.Nodes.Select(node => node.Event));
        Assert.DoesNotContain(opened.Event, trail.Nodes.Select(node => node.Event));
        Assert.Equal(
            [("Cites", proposed.Event, registered.Event), ("Precedes", proposed.Event, accepted.Event), ("Cites", computed.Event, accepted.Event), ("Precedes", computed.Event, settled.Event)],
            trail.Edges.Select(edge => (edge.Kind.ToString(), edge.From, edge.To)));
        Assert.Null(Forward(Guid.CreateVersion7()));
    }

    // What rests on an event is exactly that of which the trail leads back to it.
    [Fact]
    public void Forward_and_back_are_the_same_relation() => Gen.Int[0, int.MaxValue - 1].Sample(seed =>
    {
        var random = new Random(seed);
        var services = new[] { new SendingService("agreements"), new SendingService("risks") };
        IntakeTests.Happen(random, services, 25);
        var log = services.SelectMany(service => service.Sent).OrderBy(sent => sent.Event).Select((sent, i) => Logged(sent, i)).ToList();
        var start = log[random.Next(log.Count)].Envelope;
        var own = log.Where(entry => entry.Envelope.Tenant == start.Tenant).ToList();
        var ahead = Forward(start.Tenant, start.Event, null, AsOf.Now, log)!.Nodes.Select(node => node.Event).ToHashSet();
        foreach (var entry in own)
        {
            var back = Back(start.Tenant, entry.Envelope.Event, AsOf.Now, log)!.Nodes.Select(node => node.Event);
            Assert.Equal(back.Contains(start.Event), ahead.Contains(entry.Envelope.Event));
        }
    }, iter: 60);

    [Fact]
    public void The_side_of_a_party_leaves_out_what_concerns_another()
    {
        var value = Log(_contributions, Contribution);
        var own = Log(_distribution, Run, new JsonObject { ["lines"] = new JsonArray(new JsonObject { ["party"] = "E1", ["value"] = value.Cited }) });
        var others = Log(_distribution, Guid.CreateVersion7(), new JsonObject { ["lines"] = new JsonArray(new JsonObject { ["party"] = "E2", ["value"] = value.Cited }) });
        Assert.Equal([value.Event, own.Event], Forward("taihu", value.Event, "E1", AsOf.Now, _log)!.Nodes.Select(node => node.Event));
        Assert.Contains(others.Event, Forward(value.Event)!.Nodes.Select(node => node.Event));
    }

    [Fact]
    public void As_of_a_day_shows_what_had_taken_effect_and_names_what_comes_later()
    {
        var first = Log(_contributions, Contribution, new JsonObject { ["effectiveOn"] = "2025-01-01" });
        var late = Log(_contributions, Contribution, new JsonObject { ["effectiveOn"] = "2025-06-01" });
        var run = Log(_distribution, Run, new JsonObject { ["on"] = "2025-02-01", ["value"] = late.Cited });

        var trail = Back("taihu", run.Event, new AsOf(new DateOnly(2025, 3, 1)), _log)!;

        // The late fact is named and not shown; what came before it in its stream is.
        Assert.Equal([(first.Event, TrailNodeState.Logged), (run.Event, TrailNodeState.Logged), (late.Event, TrailNodeState.Later)], trail.Nodes.Select(node => (node.Event, node.State)));
        Assert.Equal(new DateOnly(2025, 3, 1), trail.AsOf!.ValidOn);
        Assert.All(Back("taihu", run.Event, new AsOf(new DateOnly(2025, 6, 1)), _log)!.Nodes, node => Assert.Equal(TrailNodeState.Logged, node.State));
        Assert.Null(Back("taihu", run.Event, new AsOf(new DateOnly(2025, 1, 31)), _log));
        Assert.Equal([first.Event], Forward("taihu", first.Event, null, new AsOf(new DateOnly(2025, 3, 1)), _log)!.Nodes.Select(node => node.Event));
        // Everything of these tests was recorded on 2 March 2025.
        Assert.Null(Forward("taihu", first.Event, null, new AsOf(Known: new DateTimeOffset(2025, 3, 1, 23, 59, 59, TimeSpan.Zero)), _log));
    }

    [Fact]
    public void A_trail_says_who_approved_what_and_by_which_rules()
    {
        var proposed = Log(_valuation, Appraisal, new JsonObject { ["result"] = new JsonObject { ["ruleId"] = "market.comparables", ["ruleVersion"] = 2 } }, "value_proposed.v1");
        var accepted = Log(_valuation, Appraisal, new JsonObject { ["by"] = new JsonObject { ["person"] = "zhao", ["organisation"] = "S" } }, "value_accepted.v1");
        var trail = Back("taihu", accepted.Event, AsOf.Now, _log)!;
        var approval = Assert.Single(trail.Approvals);
        Assert.Equal((accepted.Event, "value_accepted.v1", proposed.Event, "zhao", "S"), (approval.Event, approval.Type, approval.Of!.Value, approval.Person, approval.Organisation));
        Assert.Equal([new TrailRule(proposed.Event, "market.comparables", 2)], trail.Rules);

        var rows = TrailTable.Of(trail);
        Assert.Empty(rows[0].RestsOn);
        Assert.Equal([2], rows[0].ApprovedBy);
        Assert.Equal(["market.comparables v2"], rows[0].Rules);
        Assert.Equal([1], rows[1].RestsOn);
    }

    [Fact]
    public void The_picture_says_in_words_what_it_shows()
    {
        var cause = Log(_contributions, Contribution, new JsonObject
        {
            ["title"] = new JsonObject { ["en"] = "Mill <5> & \u0001 more", ["zh"] = "铣床" }, ["by"] = new JsonObject { ["person"] = "lin", ["organisation"] = "E1" },
        });
        var effect = Log(_distribution, Run, new JsonObject { ["value"] = new JsonObject { ["ev"] = cause.Event.ToString(), ["ph"] = new string('0', 64) } });
        var trail = Back("taihu", effect.Event, AsOf.Now, _log)!;
        var svg = System.Xml.Linq.XDocument.Parse(TrailPicture.Draw(trail, chinese: false)).Root!;
        var words = svg.Elements().Single(element => element.Name.LocalName == "desc").Value.Split('\n');
        Assert.Equal("1. thing_done.v1, Mill <5> &  more, by lin (E1), recorded 2025-03-02 08:00.", words[0]);
        Assert.Equal("2. thing_done.v1, recorded 2025-03-02 08:00, rests on 1, cites another content than the log holds.", words[1]);
        Assert.Equal("img", svg.Attribute("role")!.Value);
        Assert.Equal(2, svg.Descendants().Count(element => element.Name.LocalName == "rect"));
        Assert.Single(svg.Descendants(), element => element.Name.LocalName == "path");
        Assert.Contains("1. thing_done.v1，铣床，由 lin（E1），记于 2025-03-02 08:00。", TrailPicture.Draw(trail, chinese: true), StringComparison.Ordinal);
    }

    private static JsonObject Cites(string member, SentEvent cited) => new() { [member] = cited.Cited };

    private Trail? Forward(Guid start) => Forward("taihu", start, null, AsOf.Now, _log);

    private static Trail? Back(string tenant, Guid start, AsOf asOf, IReadOnlyList<LoggedEntry> log)
    {
        var walk = new TrailWalk(tenant, [start], null, asOf);
        while (walk.Wanted.Count > 0) walk.Take(log);
        return walk.Result();
    }

    // Hop by hop, as the reader brings it.
    private static Trail? Forward(string tenant, Guid start, string? party, AsOf asOf, IReadOnlyList<LoggedEntry> log)
    {
        var walk = new ForwardWalk(tenant, [start], party, asOf);
        var next = walk.Fresh;
        var had = new HashSet<long>();
        while (next.Count > 0)
        {
            var seeds = log.Where(entry => next.Contains(entry.Envelope.Event)).ToList();
            var brought = log.Where(entry => !had.Contains(entry.Index) && seeds.Exists(seed =>
                (seed.Envelope.Tenant, seed.Envelope.Source, seed.Envelope.Stream) == (entry.Envelope.Tenant, entry.Envelope.Source, entry.Envelope.Stream)
                && entry.Envelope.Version >= seed.Envelope.Version)).ToList();
            walk.Take(brought, next, cut: false);
            had.UnionWith(walk.Indexes);
            next = [.. log.Where(entry => entry.Envelope.References.Any(cited => walk.Fresh.Contains(cited.Event))).Select(entry => entry.Envelope.Event)];
        }

        return walk.Result();
    }

    private SentEvent Log(SendingService service, Guid stream, JsonNode? payload = null, string type = "thing_done.v1")
    {
        var sent = service.Record(stream, type, payload: payload);
        _log.Add(Logged(sent, _log.Count));
        return sent;
    }

    private static LoggedEntry Logged(SentEvent sent, long index) =>
        LoggedEntry.Of(index, VerifiedEntry.Verify(sent.Entry).Leaf, sent.Entry.Envelope, sent.Entry.Payload);
}
