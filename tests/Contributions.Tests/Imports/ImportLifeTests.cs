using Ledger.Contributions.Domain;
using Ledger.Rules;
using Ledger.Tests;
using static Ledger.Contributions.Tests.Samples;

namespace Ledger.Contributions.Tests.Imports;

/// <summary>The life of an import, and its facts as they are stored.</summary>
public sealed class ImportLifeTests
{
    private static readonly ImportOrder Order = new(
        ImportKind.Contributions, ImportMode.AllOrNothing, false, ImportFormat.Csv, new string('a', 64), 12);

    private static readonly ImportRequested Requested = new(Order, 1, Lin, At);

    private static Given<Import> Given(params object[] facts) => GivenWhenThen.Given(Import.None(Id), ImportDecider.Evolve, facts);

    [Fact]
    public void A_file_is_handed_in_once()
    {
        Given().When(state => ImportDecider.Decide(state, new RequestImport(Order, 1, 0, Lin, At))).Then(Requested);
        Given(Requested).When(state => ImportDecider.Decide(state, new RequestImport(Order, 1, 1, Lin, At))).ThenNothing();
    }

    [Fact]
    public void No_more_imports_are_open_than_the_limit() => Given()
        .When(state => ImportDecider.Decide(state, new RequestImport(Order, 1, ContributionLimits.ImportsOpen, Lin, At)))
        .ThenRejected<ImportsTooMany>();

    [Fact]
    public void What_waits_can_be_cancelled_and_what_has_begun_cannot()
    {
        var cancel = new CancelImport(Lin, At);
        Given(Requested).When(state => ImportDecider.Decide(state, cancel)).Then(new ImportCancelled(Lin, At));
        Given(Requested, new ImportCancelled(Lin, At)).When(state => ImportDecider.Decide(state, cancel)).ThenNothing();
        Given(Requested, new ImportStarted(At)).When(state => ImportDecider.Decide(state, cancel)).ThenRejected<ImportBegun>();
        Given(Requested).When(state => ImportDecider.Decide(state, cancel with { By = Chen })).ThenRejected<ImportUnknown>();
        Given().When(state => ImportDecider.Decide(state, cancel)).ThenRejected<ImportUnknown>();
    }

    [Theory]
    [InlineData(ImportMode.AllOrNothing, false, 0, ImportOutcome.Imported)]
    [InlineData(ImportMode.AllOrNothing, false, 1, ImportOutcome.Refused)]
    [InlineData(ImportMode.AcceptGood, false, 1, ImportOutcome.ImportedInPart)]
    [InlineData(ImportMode.AcceptGood, false, 3, ImportOutcome.Refused)]
    [InlineData(ImportMode.AcceptGood, true, 1, ImportOutcome.Checked)]
    public void The_outcome_follows_from_mode_and_refused_rows(ImportMode mode, bool dry, int refused, ImportOutcome outcome) => Assert.Equal(
        outcome, ImportDecider.OutcomeOf(Order with { Mode = mode, DryRun = dry }, new ImportCounts(3, 3 - refused, refused, 0, 0)));

    [Fact]
    public void An_order_may_be_repeated_once_it_came_to_nothing()
    {
        var begun = new object[] { Requested, new ImportStarted(At) };
        Assert.False(State([.. begun]).MayRepeat());
        Assert.False(State([.. begun, new ImportFinished(ImportOutcome.Imported, ImportCounts.Zero, At)]).MayRepeat());
        Assert.True(State([.. begun, new ImportFinished(ImportOutcome.Refused, ImportCounts.Zero, At)]).MayRepeat());
        Assert.True(State(Requested, new ImportCancelled(Lin, At)).MayRepeat());
    }

    [Fact]
    public void The_facts_endure()
    {
        StoredFacts.Endures(Requested);
        StoredFacts.Endures(new ImportStarted(At));
        StoredFacts.Endures(new ImportCancelled(Lin, At));
        StoredFacts.Endures(new ImportFinished(ImportOutcome.ImportedInPart, new ImportCounts(3, 2, 1, 1, 1), At));
    }

    private static Import State(params object[] facts) => facts.Aggregate(Import.None(Id), ImportDecider.Evolve);
}
