using System.Text.Json;
using Ledger.Rules;

namespace Ledger.Cli.Scenario;

/// <summary>
/// A whole case in one file, "*.ledger.json", format "ledger-scenario/1": who takes part, the agreement, what was brought in and
/// how it is valued, what went wrong, what was earned, and the figures expected at the end. Its schema is
/// contracts/schemas/scenario.schema.json. Amounts are in the agreement's currency.
/// </summary>
public sealed record ScenarioFile(
    Text Title,
    ScenarioConsortium Consortium,
    IReadOnlyList<ScenarioPerson> People,
    AgreementDocument Agreement,
    AgreementHandling Handling,
    IReadOnlyList<ScenarioContribution> Contributions,
    IReadOnlyList<ScenarioRiskEvent> RiskEvents,
    IReadOnlyList<ScenarioPool> Pools,
    ExpectedFigures? Expected,
    ScenarioMatch? Match = null)
{
    /// <summary>The only format there is.</summary>
    public const string Format = "ledger-scenario/1";

    /// <summary>The person of this id.</summary>
    /// <exception cref="InvalidOperationException">No such person; a file that was read names only people it lists.</exception>
    public ScenarioPerson Person(string id) => People.First(person => person.Id == id);
}

/// <summary>The consortium, which is the tenant.</summary>
public sealed record ScenarioConsortium(string Id, Text Name);

/// <summary>A person who acts.</summary>
/// <param name="Id">Sign-in name.</param>
/// <param name="Name">Name.</param>
/// <param name="Organisation">Party id, or an outside organisation (appraiser, regulator, operator).</param>
/// <param name="Roles">Of the closed set <see cref="PersonRole"/>.</param>
public sealed record ScenarioPerson(string Id, Text Name, string Organisation, IReadOnlyList<PersonRole> Roles)
{
    public bool Has(PersonRole role) => Roles.Contains(role);
}

/// <summary>What a person may do.</summary>
public enum PersonRole
{
    Contributor,
    Signatory,
    Valuer,
    FinanceOfficer,
    Approver,
    Regulator,
    Administrator,
}

/// <summary>How the agreement came into force.</summary>
/// <param name="DraftedBy">Person who drafts and proposes it.</param>
/// <param name="Signatures">One of every party.</param>
public sealed record AgreementHandling(string DraftedBy, IReadOnlyList<ScenarioSignature> Signatures);

/// <summary>A signature.</summary>
public sealed record ScenarioSignature(string Party, string By);

/// <summary>What a party brought in.</summary>
public sealed record ScenarioContribution(
    string Reference,
    string Party,
    ContributionKind Kind,
    Text Title,
    Money Claimed,
    DateOnly EffectiveOn,
    string ReceivedBy,
    string RegisteredBy,
    IReadOnlyList<ScenarioEvidence> Evidence,
    ScenarioVerification Verification,
    ScenarioAppraisal Appraisal);

/// <summary>A piece of evidence with its text.</summary>
/// <param name="Reference">Unique in its contribution.</param>
/// <param name="SourceClass">What kind of source: "invoice", "bank-record", "use-log".</param>
/// <param name="IssuedOn">Date of the paper.</param>
/// <param name="Title">What it is.</param>
/// <param name="MediaType">Of <see cref="MediaTypes"/>.</param>
/// <param name="Content">Its whole text; its bytes are this in UTF-8.</param>
public sealed record ScenarioEvidence(string Reference, string SourceClass, DateOnly IssuedOn, Text Title, string MediaType, string Content)
{
    /// <summary>What a text inside a scenario file can be.</summary>
    public static IReadOnlyList<string> MediaTypes { get; } = ["text/plain", "text/csv", "application/json"];
}

/// <summary>The receiving party's confirmation.</summary>
public sealed record ScenarioVerification(string By, Text? Finding, string? Location);

/// <summary>How a contribution is valued.</summary>
/// <param name="Method">Id of a method the agreement allows for the kind.</param>
/// <param name="Inputs">What the valuer enters; the terms come from the agreement.</param>
/// <param name="ProposedBy">Valuer.</param>
/// <param name="AcceptedBy">Approver of another organisation than the contributor's.</param>
public sealed record ScenarioAppraisal(string Method, JsonElement Inputs, string ProposedBy, string AcceptedBy);

/// <summary>A shared risk that struck.</summary>
/// <param name="Reference">Unique among the events.</param>
/// <param name="Category">A category of the agreement.</param>
/// <param name="Title">What happened.</param>
/// <param name="OccurredOn">Day.</param>
/// <param name="Sufferers">Party to weight: how the loss fell.</param>
/// <param name="ReportedBy">Person.</param>
/// <param name="Measure">How the loss is measured.</param>
/// <param name="MeasuredBy">Finance officer.</param>
/// <param name="AllocatedBy">Approver, another person and not of a sufferer.</param>
/// <param name="Escalation">How what lies above all caps is borne, where the agreement has it escalated; null when nothing is.</param>
public sealed record ScenarioRiskEvent(
    string Reference,
    string Category,
    Text Title,
    DateOnly OccurredOn,
    IReadOnlyDictionary<string, Rational> Sufferers,
    string ReportedBy,
    ScenarioMeasure Measure,
    string MeasuredBy,
    string AllocatedBy,
    ScenarioEscalation? Escalation = null);

/// <summary>Who bears what of a loss lies above all caps.</summary>
/// <param name="Shares">Party to amount; they sum to the rest exactly.</param>
/// <param name="Reason">Why so.</param>
/// <param name="ProposedBy">Finance officer.</param>
/// <param name="ConsentBy">Signatories of the parties that must agree.</param>
/// <param name="DecidedBy">Approver of an organisation that neither suffered the loss nor bears part of the rest.</param>
public sealed record ScenarioEscalation(
    IReadOnlyDictionary<string, Money> Shares, Text Reason, string ProposedBy, IReadOnlyList<string> ConsentBy, string DecidedBy);

/// <summary>A loss measure with what is entered.</summary>
public sealed record ScenarioMeasure(string Method, JsonElement Inputs);

/// <summary>A benefit pool and how it is handled.</summary>
/// <param name="Reference">Unique among the pools.</param>
/// <param name="Period">The period it was earned in.</param>
/// <param name="Amount">Above 0.</param>
/// <param name="Title">What it is.</param>
/// <param name="DeclaredBy">Finance officer.</param>
/// <param name="CostClaims">Costs to be paid back first.</param>
/// <param name="ProposedBy">Finance officer.</param>
/// <param name="NoObjectionBy">People who record that their party does not object.</param>
/// <param name="ApprovedBy">Approver, not the proposer.</param>
/// <param name="SettledBy">Finance officer.</param>
public sealed record ScenarioPool(
    string Reference,
    Period Period,
    Money Amount,
    Text Title,
    string DeclaredBy,
    IReadOnlyList<ScenarioCostClaim> CostClaims,
    string ProposedBy,
    IReadOnlyList<string> NoObjectionBy,
    string ApprovedBy,
    string SettledBy);

/// <summary>A cost to be paid back from the pool.</summary>
public sealed record ScenarioCostClaim(string Reference, string Party, Money Amount, string ClaimedBy, Text Title);

/// <summary>
/// An award that the accepted contributions must match. A file that has one expects it to be met; it is tested on the accepted
/// values, offline and after the services' run alike.
/// </summary>
/// <param name="Award">Amount of the award.</param>
/// <param name="Ratio">Match per unit of the award: 1 is 1:1.</param>
/// <param name="ClaimedElsewhere">Contributions that are counted for another award, and so cannot match this one.</param>
public sealed record ScenarioMatch(Money Award, Rational Ratio, IReadOnlyList<ClaimedElsewhere> ClaimedElsewhere);

/// <summary>A contribution counted for another award.</summary>
/// <param name="Reference">The contribution.</param>
/// <param name="Award">The other award.</param>
public sealed record ClaimedElsewhere(string Reference, string Award);

/// <summary>Figures computed by hand that the case must end with; only what is listed is compared.</summary>
/// <param name="Accepted">Accepted value per party.</param>
/// <param name="Shares">Benefit share per party.</param>
/// <param name="Cash">Final cash per party, risk payments included; below zero when the party owes it.</param>
/// <param name="Reserve">Reserve at the end.</param>
/// <param name="Losses">How each loss is borne, by event.</param>
public sealed record ExpectedFigures(
    IReadOnlyDictionary<string, Money> Accepted,
    IReadOnlyDictionary<string, Money> Shares,
    IReadOnlyDictionary<string, Money> Cash,
    Money? Reserve,
    IReadOnlyDictionary<string, ExpectedLoss> Losses);

/// <summary>How a loss must be borne.</summary>
/// <param name="Reserve">Paid by the reserve; null is not compared.</param>
/// <param name="Paid">Per party: paid to sufferers.</param>
/// <param name="Kept">Per sufferer: borne itself, retention, own share and excess together.</param>
public sealed record ExpectedLoss(Money? Reserve, IReadOnlyDictionary<string, Money> Paid, IReadOnlyDictionary<string, Money> Kept);
