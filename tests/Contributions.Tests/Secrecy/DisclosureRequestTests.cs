using CsCheck;
using Ledger.Contributions.Domain;
using Ledger.Rules;
using Ledger.Tests;
using static Ledger.Contributions.Tests.Samples;

namespace Ledger.Contributions.Tests.Secrecy;

/// <summary>Requested, approved or objected or unanswered, released by the owner or by two of three, opened.</summary>
public sealed class DisclosureRequestTests
{
    private static readonly Text Why = new("Inspection", "检查");
    private static readonly Actor Regulator = new("zhou", "REG");
    private static readonly Actor[] Keepers = [new("k1", "S"), new("k2", "G"), new("k3", "BANK")];
    private static readonly Custody InOffice = new() { Appointment = 1, Custodians = [.. Keepers.Select(keeper => new Custodian(keeper.Person, keeper.Organisation, "key-" + keeper.Person))] };
    private static readonly DateTimeOffset Deadline = At.AddDays(10);
    private static readonly Contribution Sealed = Contribution.None(Id) with { Particulars = Machine.Under(MarkTests.Hiding("title", "attributes.maker")) };

    private static readonly DisclosureRequested Requested = new(
        "r-1", Id, "E1", [new RequestedField("title", "d0", SecretSubjectTests.Key)], "case-9", Why, Why, Deadline, 30, Regulator, At);

    private static readonly DisclosureObjected Objected = new(Why, Lin, At.AddDays(1));
    private static readonly CustodianConsented First = new(1, 1, Keepers[0], At.AddDays(2));
    private static readonly DisclosureReleased Released = new(ReleaseBasis.Custodians, At.AddDays(33), At.AddDays(3));

    [Fact]
    public void A_request_names_case_ground_and_hidden_fields() => Given().When(Request()).Then(Requested).ThenAgainNothing();

    [Theory]
    [InlineData("field", "disclosure.field-not-hidden", "fields[0]")]
    [InlineData("twice", "input.duplicate", "fields[1]")]
    [InlineData("none", "input.empty", "fields")]
    [InlineData("many", "input.too-many", "fields")]
    [InlineData("own", "disclosure.own", null)]
    [InlineData("contribution", "contribution.unknown", "contribution")]
    [InlineData("case", "input.not-an-identifier", "case")]
    [InlineData("basis", "input.blank", "legalBasis.en")]
    [InlineData("deadline", "input.out-of-range", "deadlineDays")]
    [InlineData("open", "input.out-of-range", "openDays")]
    public void A_request_that_breaks_a_rule_is_refused(string what, string code, string? field)
    {
        var right = Command();
        var command = what switch
        {
            "field" => right with { Fields = ["attributes.serial-number"] },
            "twice" => right with { Fields = ["title", "title"] },
            "none" => right with { Fields = [] },
            "many" => right with { Fields = [.. Enumerable.Repeat("title", ContributionLimits.MarkedFields + 1)] },
            "own" => right with { By = Lin },
            "contribution" => right with { Contribution = null },
            "case" => right with { Case = "no id!" },
            "basis" => right with { LegalBasis = new(" ", "x") },
            "deadline" => right with { DeadlineDays = ContributionLimits.DisclosureDeadlineDays + 1 },
            _ => right with { OpenDays = ContributionLimits.DisclosureOpenDays + 1 },
        };
        var rejection = DisclosureDecider.Decide(DisclosureRequest.None(Id), command).Rejection!;
        Assert.Equal((code, field), (rejection.Code, rejection.Field));
    }

    [Fact]
    public void The_owner_releases_at_once() =>
        Given(Requested).When(Approve(Lin, At.AddDays(1)))
            .Then(new DisclosureApproved(Lin, At.AddDays(1)), new DisclosureReleased(ReleaseBasis.Owner, At.AddDays(31), At.AddDays(1)))
            .ThenAgainNothing();

    [Fact]
    public void The_owner_objects_in_time_and_can_still_approve()
    {
        Given(Requested).When(Object(At.AddDays(1))).Then(Objected).ThenAgainNothing();
        Given(Requested).When(Object(Deadline)).ThenRejected<DeadlinePassed>("disclosure.deadline-passed");
        Given(Requested, Objected).When(Approve(Lin, At.AddDays(2))).ThenState(state => Assert.Equal(ReleaseBasis.Owner, state.Released));
    }

    [Fact]
    public void Custodians_wait_for_the_owners_answer_or_the_deadline()
    {
        Given(Requested).When(Consent(0, Deadline.AddSeconds(-1))).ThenRejected<OwnerNotHeard>("disclosure.owner-not-heard");
        Given(Requested).When(Consent(0, Deadline)).Then(First with { At = Deadline });
        Given(Requested, Objected).When(Consent(0, At.AddDays(2))).Then(First).ThenAgainNothing();
    }

    [Fact]
    public void The_second_of_three_releases_and_one_alone_never_does()
    {
        Given(Requested, Objected, First).When(Consent(2, At.AddDays(3)))
            .Then(new CustodianConsented(1, 3, Keepers[2], At.AddDays(3)), Released)
            .ThenAgainNothing();
        Given(Requested, Objected, First).When(Consent(0, At.AddDays(3))).ThenNothing();
    }

    [Fact]
    public void Two_refusals_close_it()
    {
        var refused = new CustodianRefused(1, 2, Why, Keepers[1], At.AddDays(2));
        var closed = Given(Requested, Objected, refused).When(Refuse(2)).ThenState(state => Assert.Equal(DisclosureState.Refused, state.State)).After;
        Assert.Equal("disclosure.closed", DisclosureDecider.Decide(closed, ConsentBy(Keepers[0], At.AddDays(4))).Rejection!.Code);
        Given(Requested, Objected, refused).When(Consent(1, At.AddDays(3))).ThenRejected<CustodianDecided>("disclosure.custodian-decided");
        Given(Requested, Objected, First).When(Refuse(0)).ThenRejected<CustodianDecided>("disclosure.custodian-decided");
    }

    [Fact]
    public void Neither_the_requester_nor_its_organisation_releases()
    {
        var mixed = InOffice with { Custodians = [new("k1", "REG", "a"), new("zhou", "G", "b"), new("k3", "BANK", "c")] };
        foreach (var by in new Actor[] { new("k1", "REG"), new("zhou", "G") })
            Given(Requested, Objected).When(state => DisclosureDecider.Decide(state, ConsentBy(by, At.AddDays(2)) with { Custody = mixed }))
                .ThenRejected<CustodianIsRequester>("disclosure.custodian-is-requester");
    }

    [Fact]
    public void Pieces_of_former_custodians_do_not_count()
    {
        var after = Given(Requested, Objected, First).When(state => DisclosureDecider.Decide(
            state, ConsentBy(Keepers[1], At.AddDays(3)) with { Custody = InOffice with { Appointment = 2 } })).ThenState(state => Assert.Null(state.Released)).After;
        Assert.Equal((2, 1), (after.Appointment, after.Consents.Count));
    }

    [Fact]
    public void It_is_read_until_the_end_by_who_asked()
    {
        Given(Requested, Objected, First, Released).When(Open(Regulator, At.AddDays(4))).Then(new DisclosureOpened("because", Regulator, At.AddDays(4)));
        Given(Requested, Objected, First, Released).When(Open(Regulator, Released.Until)).ThenRejected<DisclosureExpired>("disclosure.expired");
        Given(Requested, Objected, First).When(Open(Regulator, At.AddDays(4))).ThenRejected<NotReleased>("disclosure.not-released");
        foreach (var other in new[] { Lin, Chen, Keepers[1] })
            Given(Requested, Objected, First, Released).When(Open(other, At.AddDays(4))).ThenRejected<DisclosureUnknown>("disclosure.unknown");
    }

    [Fact]
    public void To_others_a_request_does_not_exist()
    {
        Given(Requested).When(Approve(Chen, At)).ThenRejected<DisclosureUnknown>("disclosure.unknown");
        Given().When(Approve(Lin, At)).ThenRejected<DisclosureUnknown>("disclosure.unknown");
        Given(Requested, Objected).When(state => DisclosureDecider.Decide(state, ConsentBy(Chen, At.AddDays(2)))).ThenRejected<DisclosureUnknown>("disclosure.unknown");
    }

    [Fact]
    public void What_was_erased_is_neither_released_nor_opened()
    {
        var erased = new KeyErasure(Why, Lin, At);
        Given(Requested).When(state => DisclosureDecider.Decide(state, new ApproveDisclosure(erased, Lin, At))).ThenRejected<SubjectErased>("secrecy.erased");
        Given(Requested, Objected).When(state => DisclosureDecider.Decide(state, ConsentBy(Keepers[0], At.AddDays(2)) with { Erased = erased })).ThenRejected<SubjectErased>();
        Given(Requested, Objected, First, Released).When(state => DisclosureDecider.Decide(state, new OpenDisclosure("because", erased, Regulator, At.AddDays(4)))).ThenRejected<SubjectErased>();
    }

    // Whatever is tried in whatever order: released only by the owner or by two of three after the owner was heard, once and for good.
    [Fact]
    public void A_random_life_matches_its_model() =>
        Gen.Select(Gen.Int[0, 4], Gen.Int[0, 5], Gen.Int[0, 14]).Array[0, 30].Sample(steps =>
        {
            Actor[] people = [Lin, Regulator, .. Keepers, Chen];
            var state = Given(Requested).State;
            var (now, phase) = (At, "requested");
            var consents = new HashSet<int>();
            var refusals = new HashSet<int>();
            foreach (var (step, who, hours) in steps)
            {
                now = now.AddHours(hours * 4);
                var by = people[who];
                var keeper = who is >= 2 and <= 4 ? who - 1 : 0;
                var heard = phase == "objected" || (phase == "requested" && now >= Deadline);
                var (decision, accepted) = step switch
                {
                    0 => (DisclosureDecider.Decide(state, new ApproveDisclosure(null, by, now)), who == 0 && (phase is "requested" or "objected" or "owner")),
                    1 => (DisclosureDecider.Decide(state, new ObjectToDisclosure(Why, by, now)), who == 0 && (phase == "objected" || (phase == "requested" && now < Deadline))),
                    2 => (DisclosureDecider.Decide(state, ConsentBy(by, now)), keeper > 0 && (consents.Contains(keeper) || (heard && !refusals.Contains(keeper)))),
                    3 => (DisclosureDecider.Decide(state, new RefuseRelease(InOffice, Why, by, now)), keeper > 0 && (refusals.Contains(keeper) || (heard && !consents.Contains(keeper)))),
                    _ => (DisclosureDecider.Decide(state, new OpenDisclosure("because", null, by, now)), who == 1 && state.Until > now),
                };
                if (decision.Rejection is null != accepted) return false;
                if (!accepted) continue;
                state = decision.Facts.Aggregate(state, DisclosureFold.Evolve);
                if (step == 0) phase = "owner";
                if (step == 1) phase = "objected";
                if (step == 2 && consents.Add(keeper) && consents.Count == 2) phase = "custodians";
                if (step == 3 && refusals.Add(keeper) && refusals.Count == 2) phase = "refused";
                var expected = phase switch { "owner" or "custodians" => DisclosureState.Released, "refused" => DisclosureState.Refused, "objected" => DisclosureState.Objected, _ => DisclosureState.Requested };
                if (state.State != expected || state.Released is not null != (phase is "owner" or "custodians")) return false;
            }

            return true;
        });

    [Fact]
    public void Every_fact_can_be_stored()
    {
        StoredFacts.Endures(Requested);
        StoredFacts.Endures(new DisclosureApproved(Lin, At));
        StoredFacts.Endures(Objected);
        StoredFacts.Endures(First);
        StoredFacts.Endures(new CustodianRefused(1, 2, Why, Keepers[1], At));
        StoredFacts.Endures(Released);
        StoredFacts.Endures(new DisclosureOpened("because", Regulator, At));
        StoredFacts.Endures(new CustodiansAppointed(1, InOffice.Custodians, Lin, At));
        StoredFacts.Endures(Given(Requested, Objected, First, Released).State);
    }

    [Fact]
    public void Custodians_are_three_people_of_three_organisations_with_a_key_each()
    {
        var three = InOffice.Custodians;
        var none = GivenWhenThen.Given(Custody.None(Id), CustodyDecider.Evolve);
        none.When(Appoint(three)).Then(new CustodiansAppointed(1, three, Lin, At)).ThenAgainNothing();
        none.When(Appoint([three[0], three[1]])).ThenRejected<CustodiansNotThree>("custody.not-three", "custodians");
        none.When(Appoint([three[0], three[1], three[2] with { Person = "k1" }])).ThenRejected<CustodiansNotDistinct>("custody.not-distinct", "custodians");
        none.When(Appoint([three[0], three[1], three[2] with { Organisation = "S" }])).ThenRejected<CustodiansNotDistinct>();
        none.When(Appoint([three[0], three[1], three[2] with { Key = "key-k1" }])).ThenRejected<CustodiansNotDistinct>();

        static Func<Custody, Decision> Appoint(IReadOnlyList<Custodian> custodians) => state => CustodyDecider.Decide(state, new AppointCustodians(custodians, Lin, At));
    }

    private static RequestDisclosure Command() => new("r-1", Sealed, ["title"], "case-9", Why, Why, 10, 30, Regulator, At);

    private static Func<DisclosureRequest, Decision> Request() => state => DisclosureDecider.Decide(state, Command());

    private static Func<DisclosureRequest, Decision> Approve(Actor by, DateTimeOffset at) => state => DisclosureDecider.Decide(state, new ApproveDisclosure(null, by, at));

    private static Func<DisclosureRequest, Decision> Object(DateTimeOffset at) => state => DisclosureDecider.Decide(state, new ObjectToDisclosure(Why, Lin, at));

    private static Func<DisclosureRequest, Decision> Consent(int keeper, DateTimeOffset at) => state => DisclosureDecider.Decide(state, ConsentBy(Keepers[keeper], at));

    private static Func<DisclosureRequest, Decision> Refuse(int keeper) => state => DisclosureDecider.Decide(state, new RefuseRelease(InOffice, Why, Keepers[keeper], At.AddDays(3)));

    private static Func<DisclosureRequest, Decision> Open(Actor by, DateTimeOffset at) => state => DisclosureDecider.Decide(state, new OpenDisclosure("because", null, by, at));

    private static ConsentToRelease ConsentBy(Actor by, DateTimeOffset at) => new(InOffice, null, null, by, at);

    private static Given<DisclosureRequest> Given(params object[] facts) => GivenWhenThen.Given(DisclosureRequest.None(Id), DisclosureFold.Evolve, facts);
}
