using Ledger.Distribution.Domain;
using Ledger.ServiceDefaults.Store;

namespace Ledger.Distribution.Integration;

/// <summary>
/// Ids of this service's streams. Each follows from what it is about, so that a repetition meets the first one and a race has one
/// winner.
/// </summary>
internal static class Streams
{
    /// <summary>A pool, by the consortium's reference.</summary>
    public static Guid Pool(string tenant, string reference) => StreamId.For(tenant, "pool", reference);

    /// <summary>The n-th run of a pool.</summary>
    public static Guid Run(Guid pool, int no) => StreamId.Derived(pool, $"run/{no}");

    /// <summary>A turn of a scope.</summary>
    public static NextTurn Turn(string tenant, string scope, int no) => new(scope, no, StreamId.For(tenant, "turn", $"{scope}/{no}"));

    /// <summary>The charge of a risk event.</summary>
    public static Guid Charge(Guid riskEvent) => StreamId.Derived(riskEvent, "charge");

    /// <summary>That a charge is settled.</summary>
    public static Guid SettledCharge(Guid charge) => StreamId.Derived(charge, "settled-charge");

    /// <summary>That a pool is settled.</summary>
    public static Guid PoolSettlement(Guid pool) => StreamId.Derived(pool, "pool-settlement");

    /// <summary>The journal entry of a contribution's accepted value.</summary>
    public static Guid ContributionEntry(Guid contribution) => StreamId.Derived(contribution, "journal-entry/value-accepted");

    /// <summary>The journal entry that takes a reversed contribution out of the book.</summary>
    public static Guid ReversalEntry(Guid contribution) => StreamId.Derived(contribution, "journal-entry/contribution-reversed");

    /// <summary>What became of a contribution after its verification.</summary>
    public static Guid Use(Guid contribution) => StreamId.Derived(contribution, "contribution-use");

    /// <summary>The differences that a retroactive change told.</summary>
    public static Guid Adjustment(Guid agreementVersion) => StreamId.Derived(agreementVersion, "adjustment/retroactive-change");

    /// <summary>The journal entry of a declared pool.</summary>
    public static Guid PoolEntry(Guid pool) => StreamId.Derived(pool, "journal-entry/pool-declared");

    /// <summary>An entry that a person makes, by its reference.</summary>
    public static Guid ManualEntry(string tenant, string agreement, string reference) => StreamId.For(tenant, "manual-entry", $"{agreement}/{reference}");

    /// <summary>The entry that takes another back: there can be one only.</summary>
    public static Guid Mirror(Guid entry) => StreamId.Derived(entry, "journal-entry/reversal");

    /// <summary>The closed books of an agreement.</summary>
    public static Guid JournalClose(string tenant, string agreement) => StreamId.For(tenant, "journal-close", agreement);

    /// <summary>The entry of a benefit in kind.</summary>
    public static Guid BenefitEntry(Guid pool, string reference) => StreamId.Derived(pool, $"journal-entry/benefit-in-kind/{reference}");

    /// <summary>The pair of entries of a value that took the place of another.</summary>
    public static ReplacementStreams Replacement(Guid contribution, int number) => new(
        StreamId.Derived(contribution, $"journal-entry/value-reversed/{number}"), StreamId.Derived(contribution, $"journal-entry/value-rebilled/{number}"));

    /// <summary>Everything that settling a run starts.</summary>
    public static SettlementStreams Settlement(Run run) => new(
        PoolSettlement(run.PoolId),
        StreamId.Derived(run.Id, "journal-entry/benefits-shared"),
        StreamId.Derived(run.Id, "journal-entry/owed-by-parties"),
        run.Lists.Charges.ToDictionary(
            charge => charge.ChargeId,
            charge => new ChargeStreams(SettledCharge(charge.ChargeId), StreamId.Derived(charge.ChargeId, "journal-entry/loss-paid"))),
        StreamId.Derived(run.Id, "journal-entry/carry-repaid"),
        StreamId.Derived(run.Id, "journal-entry/withheld"),
        StreamId.Derived(run.Id, "journal-entry/suspended"),
        StreamId.Derived(run.Id, "journal-entry/set-off"),
        StreamId.Derived(run.Id, "journal-entry/payout-carried"),
        StreamId.Derived(run.Id, "journal-entry/carried-released"),
        run.Objections.Where(objection => objection.Held is not null).ToDictionary(
            objection => objection.Raised.No, objection => StreamId.Derived(run.Id, $"suspense/{objection.Raised.No}")));

    /// <summary>The entry of a decided dispute.</summary>
    public static Guid SuspenseEntry(Guid suspense) => StreamId.Derived(suspense, "journal-entry/suspense-released");

    /// <summary>Terms of settlement of an agreement.</summary>
    public static Guid Terms(string tenant, string agreement) => StreamId.For(tenant, "settlement-terms", agreement);

    /// <summary>The n-th correction of an agreement.</summary>
    public static Guid Correction(string tenant, string agreement, int no) => StreamId.For(tenant, "correction", $"{agreement}/{no}");

    /// <summary>The pair of entries of one item of a correction, and what parties owe after it.</summary>
    public static CorrectionStreams CorrectionEntries(Guid correction, int item) => new(
        StreamId.Derived(correction, $"journal-entry/reversed/{item}"), StreamId.Derived(correction, $"journal-entry/rebilled/{item}"));

    /// <summary>The entry of what parties owe after a correction.</summary>
    public static Guid CorrectionOwed(Guid correction) => StreamId.Derived(correction, "journal-entry/owed-by-parties");

    /// <summary>A later allocation of a risk event; the first is <see cref="Charge(Guid)"/>.</summary>
    public static Guid Charge(Guid riskEvent, int? no) => no is null or 1 ? Charge(riskEvent) : StreamId.Derived(riskEvent, $"charge/{no}");

    /// <summary>A recovery of a risk event.</summary>
    public static Guid Recovery(Guid riskEvent, int no) => StreamId.Derived(riskEvent, $"charge/recovery/{no}");

    /// <summary>The reversal of an allocation.</summary>
    public static Guid AllocationReversal(Guid riskEvent, int no) => StreamId.Derived(riskEvent, $"charge/reversal/{no}");

    /// <summary>A call on the reserve.</summary>
    public static Guid ReserveCall(Guid call) => StreamId.Derived(call, "charge/reserve-call");

    /// <summary>The keys that a person signs with.</summary>
    public static Guid SigningKeys(string tenant, string person) => StreamId.For(tenant, "signing-keys", person);

    /// <summary>That somebody has a key: there can be one only.</summary>
    public static Guid HeldKey(string tenant, string keyId) => StreamId.For(tenant, "signing-key", keyId);

    /// <summary>A bank account, by its owner's reference.</summary>
    public static Guid BankAccount(string tenant, string party, string reference) => StreamId.For(tenant, "bank-account", $"{party}/{reference}");

    /// <summary>A payment batch, by the consortium's reference.</summary>
    public static Guid PaymentBatch(string tenant, string reference) => StreamId.For(tenant, "payment-batch", reference);

    /// <summary>Scope of the payments of a run.</summary>
    public static string PaymentsOf(Guid run) => $"payments/{run}";

    /// <summary>An imported file of a bank, by its hash.</summary>
    public static Guid BankResults(string tenant, string sha256) => StreamId.For(tenant, "bank-results", sha256);

    /// <summary>Everything that a batch and the ends of its payments start.</summary>
    public static PaymentStreams Payments(Guid batch) => new(
        no => StreamId.Derived(batch, $"payment/{no}"),
        StreamId.Derived(batch, "journal-entry/payments-in-transit"),
        FirstOutcome, SecondOutcome,
        payment => StreamId.Derived(payment, "journal-entry/first-outcome"),
        payment => StreamId.Derived(payment, "journal-entry/second-outcome"));

    /// <summary>The first outcome of a payment: paid or failed.</summary>
    public static Guid FirstOutcome(Guid payment) => StreamId.Derived(payment, "outcome/1");

    /// <summary>An outcome by hand: the first (paid, failed) or the second (returned).</summary>
    public static Guid ManualOutcome(Guid payment, Domain.PaymentOutcome outcome) =>
        StreamId.Derived(payment, outcome == Domain.PaymentOutcome.Returned ? "manual-outcome/2" : "manual-outcome/1");

    /// <summary>The second outcome of a payment: returned.</summary>
    public static Guid SecondOutcome(Guid payment) => StreamId.Derived(payment, "outcome/2");
}
