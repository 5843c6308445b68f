using CsCheck;
using Ledger.Contributions.Domain;
using Ledger.Rules;
using Ledger.Tests;
using static Ledger.Contributions.Tests.Samples;

namespace Ledger.Contributions.Tests;

public sealed class RetentionDeciderTests
{
    private static readonly Guid Register = Guid.Parse("0198f000-0000-5000-8000-00000000e001");
    private static readonly Guid Erased = Guid.Parse("0198f000-0000-5000-8000-00000000e002");
    private static readonly Text Why = new("Personal data without need", "个人信息已无保存必要");
    private static readonly Text Case = new("Inspection of 2057", "2057 年检查");
    private static readonly Actor Sun = new("sun", "G");
    private static readonly Actor Li = new("li", "REG");
    private static readonly string Hash = Invoice.Sha256;

    // The day after 31 December 2055 has come everywhere at noon of 1 January.
    private static readonly DateTimeOffset Over = new(2056, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly EvidenceUse Use = new(
        Id, "E1-machine", "invoice", new RetentionPeriod("ledger", 30, new DateOnly(2026, 1, 1), new DateOnly(2055, 12, 31)));

    private static readonly FileStanding Kept = new(Hash, true, [Use], null);
    private static readonly LegalHoldPlaced Held = new("case-7", new HoldScope(Contribution: Id), Case, HoldAuthority.Regulator, Li, At);
    private static readonly ErasureRequested Asked = new(Hash, Why, Lin, Over);

    [Fact]
    public void An_erasure_is_refused_until_the_period_is_over_everywhere()
    {
        var refused = Given().When(Ask(Over.AddHours(-1))).ThenRejected<EvidenceRetained>("erasure.retained");
        Assert.Contains("2055-12-31", refused.Message.En, StringComparison.Ordinal);
        Given().When(Ask(Over)).Then(Asked).ThenAgainNothing();
    }

    [Fact]
    public void A_hold_is_the_first_ground_against_it_and_is_told()
    {
        var refused = Given(Held).When(Ask(At)).ThenRejected<EvidenceHeld>("erasure.held");
        Assert.Contains("case-7", refused.Message.En, StringComparison.Ordinal);
        Assert.Contains(Case.En, refused.Message.En, StringComparison.Ordinal);
        Given(Asked, Held).When(Decide(Sun)).ThenRejected<EvidenceHeld>();
        Given(Asked, Held, new LegalHoldLifted("case-7", Case, HoldAuthority.Regulator, Li, Over)).When(Decide(Sun)).Then<ErasureOrdered>(_ => { });
    }

    [Fact]
    public void What_no_agreement_limits_stays_and_what_nothing_cites_may_go()
    {
        Given().When(Ask(Over, Kept with { Uses = [Use, Use with { Kept = null }] })).ThenRejected<RetentionUnstated>("erasure.retention-unstated");
        Given().When(Ask(At, Kept with { Uses = [] })).Then<ErasureRequested>(_ => { });
        Given().When(Ask(At, new FileStanding(Hash, false, [], null))).ThenRejected<FileUnknown>("evidence.unknown");
    }

    [Fact]
    public void Another_organisation_than_the_one_that_asked_decides()
    {
        Given(Asked).When(Decide(Lin with { Person = "other" })).ThenRejected<OwnErasure>("erasure.own-request");
        Given().When(Decide(Sun)).ThenRejected<ErasureNotAsked>("erasure.not-requested");
        Given(Asked).When(Decide(Sun, carryOut: false)).Then(new ErasureDismissed(Hash, Why, Sun, Over)).ThenState(state => Assert.Empty(state.Requests));
        Given(Asked).When(Decide(Sun, Over.AddHours(-1))).ThenRejected<EvidenceRetained>();
    }

    [Fact]
    public void An_erasure_leaves_a_fact_of_its_own_with_its_ground()
    {
        var carried = Given(Asked).When(Decide(Sun)).Then(new ErasureOrdered(Hash, Why, Sun, Over)).ThenState(state => Assert.Empty(state.Requests));
        var stream = Assert.Single(carried.Decision.NewStreams);
        Assert.Equal((typeof(ErasedFile), Erased), (stream.State, stream.Id));
        var fact = Assert.IsType<EvidenceErased>(Assert.Single(stream.Facts));
        Assert.Equal((Hash, Why, Lin, Sun, Over), (fact.Sha256, fact.Ground, fact.RequestedBy, fact.By, fact.At));
        Assert.Equal([Id], fact.Contributions);

        var gone = Kept with { Stored = false, Erased = ErasedFileFold.Evolve(ErasedFile.None(Erased), fact) };
        Given().When(state => RetentionDecider.Decide(state, new DecideErasure(gone, true, Why, Erased, Sun, Over))).ThenNothing();
        Given().When(state => RetentionDecider.Decide(state, new DecideErasure(gone, false, Why, Erased, Sun, Over))).ThenRejected<FileErased>("evidence.erased");
        Given().When(Ask(Over, gone)).ThenRejected<FileErased>("evidence.erased");
    }

    [Fact]
    public void A_request_stands_once()
    {
        Given(Asked).When(Ask(Over, by: Chen)).ThenRejected<ErasureAsked>("erasure.requested");
        Given().When(state => RetentionDecider.Decide(state, new RequestErasure(Kept, new Text("a", " "), Lin, Over))).ThenRejected<InputRejection>("input.blank", "ground.zh");
    }

    [Fact]
    public void A_hold_covers_everything_one_contribution_or_one_file()
    {
        Assert.True(new HoldScope().Covers(Hash, []));
        Assert.True(new HoldScope(Sha256: Hash).Covers(Hash, []));
        Assert.False(new HoldScope(Sha256: Photo.Sha256).Covers(Hash, [Use]));
        Assert.True(new HoldScope(Contribution: Id).Covers(Hash, [Use]));
        Assert.False(new HoldScope(Contribution: Register).Covers(Hash, [Use]));
    }

    [Fact]
    public void A_case_holds_once_and_its_target_is_there()
    {
        Given().When(Place()).Then(Held).ThenAgainNothing();
        Given(Held).When(Place(scope: new HoldScope())).ThenRejected<HoldExists>("hold.exists", "caseId");
        Given().When(Place(known: false)).ThenRejected<HoldTargetUnknown>("hold.target-unknown", "contribution");
        Given().When(Place(scope: new HoldScope(Id, Hash))).ThenRejected<HoldScopeTwofold>("hold.scope-twofold", "sha256");
        Given().When(Place("case 7")).ThenRejected<InputRejection>("input.not-an-identifier", "caseId");
    }

    [Fact]
    public void Only_a_regulator_lifts_what_a_regulator_placed()
    {
        Given(Held).When(Lift(HoldAuthority.Administrator)).ThenRejected<HoldNotYours>("hold.not-yours");
        Given(Held).When(Lift(HoldAuthority.Regulator)).Then<LegalHoldLifted>(_ => { }).ThenState(state => Assert.Empty(state.Holds));
        Given(Held with { Authority = HoldAuthority.Administrator }).When(Lift(HoldAuthority.Administrator)).Then<LegalHoldLifted>(_ => { });
        Given().When(Lift(HoldAuthority.Regulator)).ThenRejected<HoldUnknown>("hold.unknown");
    }

    [Fact]
    public void Holds_and_requests_have_limits()
    {
        var full = RetentionRegister.None(Register) with
        {
            Holds = [.. Enumerable.Range(0, ContributionLimits.LegalHolds).Select(i => new LegalHold($"c{i}", new HoldScope(Sha256: Photo.Sha256), Case, HoldAuthority.Regulator, Li, At))],
            Requests = [.. Enumerable.Range(0, ContributionLimits.ErasureRequests).Select(i => new ErasureRequest(i.ToString("x64"), Why, Lin, At))],
        };
        Assert.Equal("input.too-many", Place()(full).Rejection?.Code);
        Assert.Equal("input.too-many", Ask(Over)(full).Rejection?.Code);
        Assert.Null(Place()(full with { Holds = [.. full.Holds.Skip(1)] }).Rejection);
        Assert.Null(Ask(Over)(full with { Requests = [.. full.Requests.Skip(1)] }).Rejection);
    }

    [Fact]
    public void Every_fact_can_be_stored()
    {
        StoredFacts.Endures(Held);
        StoredFacts.Endures(new LegalHoldLifted("case-7", Case, HoldAuthority.Administrator, Lin, At));
        StoredFacts.Endures(Asked);
        StoredFacts.Endures(new ErasureDismissed(Hash, Why, Sun, At));
        StoredFacts.Endures(new ErasureOrdered(Hash, Why, Sun, At));
        StoredFacts.Endures(new EvidenceErased(Hash, Why, Lin, [Id], Sun, At));
        StoredFacts.Endures(Given(Held, Asked).State);
        StoredFacts.Endures(ErasedFileFold.Evolve(ErasedFile.None(Erased), new EvidenceErased(Hash, Why, Lin, [Id], Sun, At)));
        Assert.Throws<System.Diagnostics.UnreachableException>(() => RetentionDecider.Evolve(RetentionRegister.None(Register), "x"));
    }

    [Fact]
    public void Any_sequence_of_holds_requests_and_decisions_does_what_a_small_model_says() =>
        // File 0: nothing cites it; 1: its period is over; 2: it is not. Case 0 holds file 0, case 1 the contribution, case 2 everything.
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 2], Gen.Int[0, 2]).Array[0, 30].Sample(steps =>
        {
            var state = RetentionRegister.None(Register);
            var (holds, requests, erased) = (new Dictionary<int, bool>(), new Dictionary<int, string>(), new HashSet<int>());
            foreach (var (step, what, who) in steps)
            {
                var by = new Actor("p", "O" + who);
                var held = holds.ContainsKey(2) || (what == 0 ? holds.ContainsKey(0) : holds.ContainsKey(1));
                var regulator = who == 0;
                var authority = regulator ? HoldAuthority.Regulator : HoldAuthority.Administrator;
                var (decision, expected) = step switch
                {
                    0 => (RetentionDecider.Decide(state, new PlaceHold($"case{what}", Scope(what), true, Case, authority, by, Over)),
                        !holds.TryGetValue(what, out var placed) ? "done" : placed == regulator ? "nothing" : "hold.exists"),
                    1 => (RetentionDecider.Decide(state, new LiftHold($"case{what}", Case, authority, by, Over)),
                        !holds.TryGetValue(what, out var standing) ? "hold.unknown" : standing && !regulator ? "hold.not-yours" : "done"),
                    2 => (RetentionDecider.Decide(state, new RequestErasure(File(what, erased), Why, by, Over)),
                        erased.Contains(what) ? "evidence.erased"
                        : requests.TryGetValue(what, out var asked) ? asked == by.Organisation ? "nothing" : "erasure.requested"
                        : held ? "erasure.held" : what == 2 ? "erasure.retained" : "done"),
                    _ => (RetentionDecider.Decide(state, new DecideErasure(File(what, erased), true, Why, Erased, by, Over)),
                        erased.Contains(what) ? "nothing"
                        : !requests.TryGetValue(what, out var wanted) ? "erasure.not-requested"
                        : wanted == by.Organisation ? "erasure.own-request"
                        : held ? "erasure.held" : what == 2 ? "erasure.retained" : "done"),
                };
                if ((decision.Rejection?.Code ?? (decision.Facts.Count == 0 ? "nothing" : "done")) != expected) return false;
                if (expected != "done") continue;
                if (step == 0) holds[what] = regulator;
                else if (step == 1) holds.Remove(what);
                else if (step == 2) requests[what] = by.Organisation;
                else { requests.Remove(what); erased.Add(what); }
                state = decision.Facts.Aggregate(state, RetentionDecider.Evolve);
                if (state.Holds.Count != holds.Count || state.Requests.Count != requests.Count || erased.Contains(2)) return false;
            }

            return true;
        });

    private static HoldScope Scope(int number) => number switch
    {
        0 => new HoldScope(Sha256: 0.ToString("x64")), 1 => new HoldScope(Contribution: Id), _ => new HoldScope(),
    };

    private static FileStanding File(int number, HashSet<int> erased) => new(
        number.ToString("x64"), true,
        number == 0 ? [] : [number == 1 ? Use : Use with { Kept = Use.Kept! with { Until = new DateOnly(2056, 12, 31) } }],
        erased.Contains(number) ? ErasedFile.None(Erased) with { Ground = Why, At = Over } : null);

    private static Given<RetentionRegister> Given(params object[] facts) =>
        GivenWhenThen.Given(RetentionRegister.None(Register), RetentionDecider.Evolve, facts);

    private static Func<RetentionRegister, Decision> Ask(DateTimeOffset at, FileStanding? file = null, Actor? by = null) =>
        state => RetentionDecider.Decide(state, new RequestErasure(file ?? Kept, Why, by ?? Lin, at));

    private static Func<RetentionRegister, Decision> Decide(Actor by, DateTimeOffset? at = null, bool carryOut = true) =>
        state => RetentionDecider.Decide(state, new DecideErasure(Kept, carryOut, Why, Erased, by, at ?? Over));

    private static Func<RetentionRegister, Decision> Place(string caseId = "case-7", HoldScope? scope = null, bool known = true) =>
        state => RetentionDecider.Decide(state, new PlaceHold(caseId, scope ?? new HoldScope(Contribution: Id), known, Case, HoldAuthority.Regulator, Li, At));

    private static Func<RetentionRegister, Decision> Lift(HoldAuthority authority) =>
        state => RetentionDecider.Decide(state, new LiftHold("case-7", Case, authority, Lin, Over));
}
