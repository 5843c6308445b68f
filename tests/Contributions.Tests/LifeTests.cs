using CsCheck;
using Ledger.Contributions.Domain;
using Ledger.Contributions.Features;
using Ledger.Rules;
using Ledger.Tests;
using static Ledger.Contributions.Tests.Samples;

namespace Ledger.Contributions.Tests;

public sealed class LifeTests
{
    private static readonly string[] Parties = ["E1", "E2", "S", "G"];
    private static readonly Text Why = new("Reason", "理由");
    private static readonly DateOnly Day = new(2025, 3, 3);
    private static readonly DateTimeOffset Later = At.AddDays(30);
    private static readonly Actor Sun = new("sun", "G");
    private static readonly Actor Zhao = new("zhao", "E2");
    private static readonly Particulars LentMachine = Machine with { Kind = ContributionKind.LoanedEquipment };

    [Fact]
    public void A_machine_lives_from_draft_to_end()
    {
        var draft = new ContributionDrafted(Machine with { Evidence = [] }, Lin, At);
        var state = Given(draft, Registered, Verified, Recorded).State;
        Assert.Equal([ContributionState.Drafted, ContributionState.Registered, ContributionState.Verified, ContributionState.Valued],
            state.Steps.Select(step => step.State));
        Given(draft, Registered, Verified, Recorded).When(Move(LifeMove.TakeIntoUse, Chen, Day))
            .Then(new ContributionTakenIntoUse(Day, Chen, Later))
            .ThenState(used => Assert.Equal(new LifeStep(ContributionState.InUse, Day, Later), used.Steps[^1]));
        Given(Registered, Verified, Recorded, new ContributionTakenIntoUse(Day, Chen, Later)).When(Move(LifeMove.End, Lin, Day))
            .Then(new ContributionEnded(Day, Why, Lin, Later));
    }

    [Fact]
    public void A_draft_needs_no_evidence_can_be_changed_and_counts_nowhere()
    {
        var draft = Machine with { Evidence = [] };
        Given().When(s => LifeDecider.Decide(s, new DraftContribution(draft, Lin, At)))
            .Then(new ContributionDrafted(draft, Lin, At))
            .ThenState(state => Assert.False(state.Stands()))
            .ThenAgainNothing();
        Given(new ContributionDrafted(draft, Lin, At)).When(s => LifeDecider.Decide(s, new DraftContribution(Machine, Lin, At)))
            .Then<ContributionDrafted>(_ => { });
        Given(new ContributionDrafted(draft, Lin, At)).When(s => ContributionDecider.Decide(s, Register(Machine))).Then(Registered);
        Assert.Equal("E1-machine", ContributionSummary.Of(Given(new ContributionDrafted(draft, Lin, At)).State).Reference);
    }

    [Fact]
    public void A_draft_of_another_party_and_a_registered_contribution_are_not_drafted_over()
    {
        var foreign = new ContributionDrafted(Machine with { Party = "E2" }, Zhao, At);
        Given(foreign).When(s => LifeDecider.Decide(s, new DraftContribution(Machine, Lin, At))).ThenRejected<ContributionExists>("contribution.exists");
        Given(foreign).When(s => ContributionDecider.Decide(s, Register(Machine))).ThenRejected<ContributionExists>("contribution.exists");
        Given(Registered).When(s => LifeDecider.Decide(s, new DraftContribution(Machine, Lin, At))).ThenRejected<ContributionExists>();
        Given().When(s => LifeDecider.Decide(s, new DraftContribution(Machine with { Title = new Text("", "") }, Lin, At)))
            .ThenRejected<InputRejection>("input.blank");
    }

    [Fact]
    public void A_draft_and_a_registration_can_be_withdrawn_by_the_contributor_only()
    {
        Given(new ContributionDrafted(Machine, Lin, At)).When(Move(LifeMove.Withdraw, Lin)).Then(new ContributionWithdrawn(Why, Lin, Later));
        Given(Registered).When(Move(LifeMove.Withdraw, Lin)).Then(new ContributionWithdrawn(Why, Lin, Later))
            .ThenState(state => Assert.False(state.Stands()));
        Given(Registered).When(Move(LifeMove.Withdraw, Chen)).ThenRejected<NotYours>("contribution.not-yours");
        Given(Registered, Verified).When(Move(LifeMove.Withdraw, Lin)).ThenRejected<WrongState>("contribution.wrong-state");
        Given(Registered, new ContributionWithdrawn(Why, Lin, Later)).When(s => ContributionDecider.Decide(s, new VerifyContribution(null, null, Chen, Later)))
            .ThenRejected<NotVerifiable>("contribution.not-verifiable");
    }

    [Fact]
    public void Only_lent_equipment_is_returned_by_its_receiver()
    {
        Given(Registered with { Particulars = LentMachine }, Verified with { Particulars = LentMachine })
            .When(Move(LifeMove.Return, Chen, Day)).Then(new ContributionReturned(Day, Why, Chen, Later));
        Given(Registered, Verified).When(Move(LifeMove.Return, Chen, Day)).ThenRejected<NotLent>("contribution.not-lent");
        Given(Registered with { Particulars = LentMachine }, Verified with { Particulars = LentMachine })
            .When(Move(LifeMove.Return, Lin, Day)).ThenRejected<NotYours>();
    }

    [Fact]
    public void Days_and_reasons_are_said_and_possible()
    {
        Given(Registered, Verified, Recorded).When(Move(LifeMove.TakeIntoUse, Chen)).ThenRejected<DayMissing>("contribution.day-missing", "on");
        Given(Registered, Verified, Recorded).When(Move(LifeMove.End, Chen, Day.AddYears(1))).ThenRejected<DayInFuture>("contribution.day-in-future", "on");
        Given(Registered, Verified, Recorded).When(Move(LifeMove.End, Chen, new DateOnly(2025, 2, 28)))
            .ThenRejected<DayBeforeEffective>("contribution.day-before-effective", "on");
        Given(Registered, Verified).When(s => LifeDecider.Decide(s, new MoveContribution(LifeMove.RecordDamage, Day, null, Parties, Chen, Later)))
            .ThenRejected<ReasonMissing>("contribution.reason-missing", "reason");
        Given().When(Move(LifeMove.End, Chen, Day)).ThenRejected<ContributionUnknown>();
    }

    [Fact]
    public void A_dispute_stops_everything_until_a_third_party_decides_it()
    {
        object[] disputed = [Registered, Verified, new ContributionDisputed(Why, Zhao, At)];
        Given(Registered, Verified).When(Move(LifeMove.Dispute, new Actor("x", "X9"))).ThenRejected<NotYours>();
        Given(disputed).When(Move(LifeMove.Dispute, Sun)).ThenRejected<DisputeOpen>("contribution.disputed");
        Given(disputed).When(Move(LifeMove.Reverse, Sun)).ThenRejected<DisputeOpen>();
        Given(disputed).When(Move(LifeMove.DismissDispute, Zhao)).ThenRejected<NotYours>();
        Given(disputed).When(Move(LifeMove.DismissDispute, Lin)).ThenRejected<NotYours>();
        Given(disputed).When(Move(LifeMove.DismissDispute, Sun)).Then(new DisputeResolved(false, Why, Sun, Later))
            .ThenState(state => Assert.Equal((ContributionState.Verified, null), (state.State, state.Dispute)));
        Given(disputed).When(Move(LifeMove.UpholdDispute, Sun)).Then(new DisputeResolved(true, Why, Sun, Later))
            .ThenState(state => Assert.Equal(ContributionState.Reversed, state.State));
        Given(Registered, Verified).When(Move(LifeMove.UpholdDispute, Sun)).ThenRejected<NotDisputed>("contribution.not-disputed");
        Given(Registered, new ContributionDisputed(Why, Zhao, At)).When(s => ContributionDecider.Decide(s, new VerifyContribution(null, null, Chen, Later)))
            .ThenRejected<DisputeOpen>();
    }

    [Fact]
    public void A_value_that_arrives_after_a_reversal_is_recorded_and_revives_nothing() =>
        Given(Registered, Verified, new ContributionReversed(Why, Sun, Later)).When(s => ContributionDecider.Decide(s, new RecordAcceptedValue(Value)))
            .Then<AcceptedValueRecorded>(_ => { })
            .ThenState(state => Assert.Equal(ContributionState.Reversed, state.State));

    [Fact]
    public void Inspection_location_tag_and_photograph_are_recorded_at_verification()
    {
        var photo = new InspectionPhoto(new string('3', 64), new EvidenceFile(new string('3', 64), 9, "image/jpeg"));
        var verify = new VerifyContribution(Verified.Finding, Verified.Location, Chen, Verified.At, "S-0042", photo, Day);
        Given(Registered).When(s => ContributionDecider.Decide(s, verify))
            .Then(Verified with { Tag = "S-0042", PhotoSha256 = new string('3', 64), InspectedOn = Day })
            .ThenState(state => Assert.Equal("S-0042", state.Tag))
            .ThenAgainNothing();
        Given(Registered).When(s => ContributionDecider.Decide(s, verify with { Photo = photo with { File = null } }))
            .ThenRejected<EvidenceFileMissing>("evidence.file-missing", "photoSha256");
        Given(Registered).When(s => ContributionDecider.Decide(s, verify with { Tag = "S 42" })).ThenRejected<InputRejection>("input.not-an-identifier", "tag");
        Given(Registered).When(s => ContributionDecider.Decide(s, verify with { InspectedOn = Day.AddDays(9) }))
            .ThenRejected<DayInFuture>("contribution.day-in-future", "inspectedOn");
    }

    [Fact]
    public void The_receiver_says_where_a_verified_thing_stands_now()
    {
        var move = new ChangePlacement("Workshop 3", "S-0043", Why, Chen, Later);
        Given(Registered, Verified).When(s => LifeDecider.Decide(s, move))
            .Then(new PlacementChanged("Workshop 3", "S-0043", Why, Chen, Later)).ThenAgainNothing();
        Given(Registered, Verified).When(s => LifeDecider.Decide(s, move with { By = Lin })).ThenRejected<NotReceiver>();
        Given(Registered).When(s => LifeDecider.Decide(s, move)).ThenRejected<NotVerified>();
        Given(Registered, Verified).When(s => LifeDecider.Decide(s, move with { Location = null, Tag = null })).ThenRejected<NothingChanged>("contribution.nothing-changed");
    }

    [Fact]
    public void Evidence_can_be_added_and_after_verification_only_with_a_reason()
    {
        var paper = Invoice with { Reference = "more", Sha256 = new string('4', 64) };
        var add = new AddEvidence([paper], null, Files(paper), Lin, Later);
        Given(Registered).When(s => LifeDecider.Decide(s, add)).Then(new EvidenceAdded([paper], null, Lin, Later))
            .ThenState(state => Assert.Equal(["E1-machine-invoice", "E1-machine-photo", "more"], state.Evidence().Select(item => item.Reference)))
            .ThenAgainNothing();
        Given(Registered, Verified).When(s => LifeDecider.Decide(s, add)).ThenRejected<ReasonMissing>();
        Given(Registered, Verified).When(s => LifeDecider.Decide(s, add with { Reason = Why })).Then<EvidenceAdded>(_ => { });
        Given(Registered).When(s => LifeDecider.Decide(s, add with { By = Zhao })).ThenRejected<NotReceiver>();
        Given(Registered).When(s => LifeDecider.Decide(s, add with { Files = Files() })).ThenRejected<EvidenceFileMissing>("evidence.file-missing", "evidence[0].sha256");
        Given(Registered).When(s => LifeDecider.Decide(s, add with { Items = [paper with { Sha256 = Invoice.Sha256 }] }))
            .ThenRejected<EvidenceTwice>("evidence.twice", "evidence[0].sha256");
        Given(Registered).When(s => LifeDecider.Decide(s, add with { Items = [] })).ThenRejected<InputRejection>("input.empty");
    }

    [Fact]
    public void Any_sequence_of_steps_does_what_a_small_model_says() =>
        Gen.Select(Gen.Enum<LifeMove>(), Gen.Int[0, 3]).Array[0, 25].Sample(moves =>
        {
            var state = Given(Registered with { Particulars = LentMachine }, Verified with { Particulars = LentMachine }, Recorded).State;
            var (model, disputedBy) = ("valued", (string?)null);
            foreach (var (move, who) in moves)
            {
                var by = new Actor("p", Parties[who]);
                var decision = Move(move, by, Day)(state);
                var (expected, dispute) = Model(model, disputedBy, move, by.Organisation);
                if (expected is null != decision.Rejection is not null) return false;
                if (expected is null) continue;
                (model, disputedBy) = (expected, dispute);
                state = decision.Facts.Aggregate(state, ContributionDecider.Evolve);
                if (KebabCase.Name(state.State) != model || state.Dispute?.By.Organisation != disputedBy) return false;
            }

            return true;
        });

    // E1 brought it in, S received it. Answers the next state, or null when the step is refused.
    private static (string? Next, string? DisputedBy) Model(string state, string? disputedBy, LifeMove move, string by)
    {
        var standing = state is "valued" or "in-use" or "ended";
        if (disputedBy is not null)
        {
            var third = by != "E1" && by != disputedBy;
            return move switch
            {
                LifeMove.UpholdDispute when third => ("reversed", null),
                LifeMove.DismissDispute when third => (state, null),
                LifeMove.RecordDamage when by is "E1" or "S" && (state is "valued" or "in-use") => (state, disputedBy),
                _ => (null, disputedBy),
            };
        }

        return move switch
        {
            LifeMove.TakeIntoUse when by == "S" && state == "valued" => ("in-use", null),
            LifeMove.End when by is "E1" or "S" && (state is "valued" or "in-use") => ("ended", null),
            LifeMove.Return when by == "S" && standing => ("returned", null),
            LifeMove.RecordDamage when by is "E1" or "S" && (state is "valued" or "in-use") => (state, null),
            LifeMove.Dispute when standing => (state, by),
            LifeMove.Reverse when by != "E1" && standing => ("reversed", null),
            _ => (null, null),
        };
    }

    [Fact]
    public void Every_fact_of_life_can_be_stored()
    {
        StoredFacts.Endures(new ContributionDrafted(Machine, Lin, At));
        StoredFacts.Endures(new EvidenceAdded([Photo], Why, Lin, At));
        StoredFacts.Endures(new PlacementChanged("a", null, Why, Chen, At));
        StoredFacts.Endures(new DisputeResolved(true, Why, Sun, At));
        StoredFacts.Endures(new ContributionDisputed(Why, Zhao, At));
        StoredFacts.Endures(new ContributionReturned(Day, Why, Chen, At));
        StoredFacts.Endures(Given(Registered, Verified, Recorded, new DamageRecorded(Day, Why, Chen, Later), new ContributionDisputed(Why, Zhao, Later)).State);
    }

    private static Given<Contribution> Given(params object[] facts) =>
        GivenWhenThen.Given(Contribution.None(Id), ContributionDecider.Evolve, facts);

    private static Func<Contribution, Decision> Move(LifeMove move, Actor by, DateOnly? on = null) =>
        state => LifeDecider.Decide(state, new MoveContribution(move, on, Why, Parties, by, Later));
}
