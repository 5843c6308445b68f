using System.Diagnostics;
using System.Text.Json.Serialization;
using Ledger.Rules;

namespace Ledger.Distribution.Domain;

/// <summary>What a bank says of a payment.</summary>
[JsonConverter(typeof(KebabCaseEnum<BankStatus>))]
public enum BankStatus
{
    /// <summary>Booked (pain.002 ACSC or ACCC, an entry of an account report).</summary>
    Paid,

    /// <summary>Refused (RJCT, CANC).</summary>
    Failed,

    /// <summary>Booked before and sent back.</summary>
    Returned,

    /// <summary>Received and not decided (RCVD, PDNG, ACCP, ACTC, ACSP, ...).</summary>
    Pending,
}

/// <summary>What became of an entry of a bank's file.</summary>
[JsonConverter(typeof(KebabCaseEnum<EntryMatch>))]
public enum EntryMatch
{
    /// <summary>Ours, and booked by this import.</summary>
    Matched,

    /// <summary>Ours, and the bank has decided nothing yet.</summary>
    Pending,

    /// <summary>Ours, and booked by an earlier import or an earlier entry of this one.</summary>
    AlreadyKnown,

    /// <summary>Ours, with another amount or currency: not booked.</summary>
    AmountDiffers,

    /// <summary>Ours, and against what is booked (failed after paid, returned before paid): not booked.</summary>
    Contradicts,

    /// <summary>No payment of this consortium has that end-to-end id: not booked.</summary>
    Unmatched,
}

/// <summary>One entry as a file gave it. It holds no account number and no name.</summary>
/// <param name="EndToEndId">As given; at most 35 characters.</param>
/// <param name="Status">What the bank says.</param>
/// <param name="Amount">Null when the file does not repeat it.</param>
/// <param name="On">Booking day; null when the file states none.</param>
/// <param name="BankReference">The bank's own reference, or null.</param>
/// <param name="Reason">Reason code or text, or null.</param>
public sealed record BankEntry(string EndToEndId, BankStatus Status, Money? Amount, DateOnly? On, string? BankReference, string? Reason);

/// <summary>An entry beside what we know of it.</summary>
/// <param name="No">From 1 within the file.</param>
/// <param name="Entry">As the file gave it.</param>
/// <param name="Match">What became of it.</param>
/// <param name="PaymentId">Our payment, or null.</param>
/// <param name="Expected">Our amount, when the bank's differs; else null.</param>
public sealed record ReconciledEntry(int No, BankEntry Entry, EntryMatch Match, Guid? PaymentId, Money? Expected);

/// <summary>A file of a bank was read. The file itself is not kept: it shows accounts of others.</summary>
/// <param name="Sha256">Its hash, lower-case hex.</param>
/// <param name="Format">pain.002, camt.053, camt.054 or csv.</param>
/// <param name="MessageId">The bank's id of the message, or null.</param>
/// <param name="Entries">Its entries.</param>
/// <param name="Ignored">Entries that are no payments out (other money that came in or went out).</param>
/// <param name="By">Who imported.</param>
/// <param name="At">Recorded time.</param>
public sealed record BankResultsImported(
    string Sha256, string Format, string? MessageId, IReadOnlyList<ReconciledEntry> Entries, int Ignored, Actor By, DateTimeOffset At);

/// <summary>An imported file of a bank (银行回单).</summary>
public sealed record BankResults
{
    public Guid Id { get; init; }

    public BankResultsImported? Imported { get; init; }

    public static BankResults None(Guid id) => new() { Id = id };
}

/// <summary>A payment that a file may speak of, with its outcomes so far and the last closed day of its books.</summary>
public sealed record KnownPayment(Guid Id, PaymentReleased Released, PaymentEnded? First, PaymentEnded? Second, DateOnly? ClosedUpTo);

/// <summary>Take in what a file of a bank says.</summary>
/// <param name="Sha256">Hash of the file.</param>
/// <param name="Format">Its format.</param>
/// <param name="MessageId">The bank's id of the message, or null.</param>
/// <param name="Entries">Its entries.</param>
/// <param name="Ignored">Entries that are no payments out.</param>
/// <param name="Known">Our payments among them, by id.</param>
/// <param name="Streams">Ids of what outcomes start.</param>
/// <param name="By">Who imports.</param>
/// <param name="At">Time of receipt.</param>
/// <param name="BankLeft">By agreement, what the bank account can still give, agreed overdraft included.</param>
public sealed record ImportBankResults(
    string Sha256, string Format, string? MessageId, IReadOnlyList<BankEntry> Entries, int Ignored, IReadOnlyDictionary<Guid, KnownPayment> Known,
    PaymentStreams Streams, Actor By, DateTimeOffset At, IReadOnlyDictionary<string, Money> BankLeft);

/// <summary>
/// A file is taken in once; what it says of our payments is booked in the same transaction, everything else is kept to be looked at.
/// Nothing is guessed: an entry is ours by its end-to-end id only, and is booked only with our amount.
/// </summary>
public static class BankResultsDecider
{
    public static Decision Decide(BankResults state, ImportBankResults command)
    {
        // The same file again is the same import.
        if (state.Imported is not null) return Decision.Nothing;
        if (command.Entries.Count > DistributionLimits.BankEntries) return Problems.TooMany("entries", DistributionLimits.BankEntries);
        var known = command.Known.ToDictionary(pair => pair.Key, pair => pair.Value);
        var entries = new List<ReconciledEntry>();
        var started = new List<NewStream>();
        foreach (var entry in command.Entries)
        {
            var payment = Guid.TryParseExact(entry.EndToEndId, "N", out var id) ? known.GetValueOrDefault(id) : null;
            var match = payment is null ? EntryMatch.Unmatched : Match(payment, entry);
            entries.Add(new ReconciledEntry(
                entries.Count + 1, entry, match, payment?.Id, match == EntryMatch.AmountDiffers ? payment!.Released.Amount : null));
            if (match != EntryMatch.Matched) continue;
            var ended = new PaymentEnded(
                payment!.Id, payment.Released.BatchId,
                entry.Status switch { BankStatus.Paid => PaymentOutcome.Paid, BankStatus.Failed => PaymentOutcome.Failed, _ => PaymentOutcome.Returned },
                entry.On ?? DateOnly.FromDateTime(command.At.UtcDateTime), entry.BankReference, entry.Reason, state.Id, command.By, command.At);
            if (ended.Outcome == PaymentOutcome.Returned)
            {
                started.AddRange(PaymentEnds.Second(payment.Id, payment.Released, command.Streams, ended, payment.First, payment.ClosedUpTo));
                known[payment.Id] = payment with { Second = ended };
            }
            else
            {
                started.AddRange(PaymentEnds.First(payment.Id, payment.Released, command.Streams, ended, payment.ClosedUpTo));
                known[payment.Id] = payment with { First = ended };
            }
        }

        if (Overdraws(started, command.BankLeft) is { } overdraws) return overdraws;
        return Decision.Accept(new BankResultsImported(
            command.Sha256, command.Format, command.MessageId, entries, command.Ignored, command.By, command.At)).AndStart(started);
    }

    public static BankResults Evolve(BankResults state, object fact) => fact switch
    {
        BankResultsImported f => state with { Imported = f },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of bank results."),
    };

    // The store holds the same line, but cannot say what is wrong.
    private static Rejection? Overdraws(IEnumerable<NewStream> started, IReadOnlyDictionary<string, Money> left)
    {
        foreach (var booked in started.SelectMany(stream => stream.Facts).OfType<JournalEntryPosted>().GroupBy(entry => entry.AgreementId))
        {
            if (!left.TryGetValue(booked.Key, out var bank)) continue;
            var lines = booked.SelectMany(entry => entry.Lines).Where(line => line.Account == Account.Bank);
            if (EntryRules.Beyond(lines, new Dictionary<string, Money> { [Account.Bank.Code] = bank }) is { } beyond) return beyond with { Field = "entries" };
        }

        return null;
    }

    private static EntryMatch Match(KnownPayment payment, BankEntry entry)
    {
        var ours = entry.Status == BankStatus.Returned && payment.First is { Outcome: PaymentOutcome.Paid } first ? first.Arrived(payment.Released) : payment.Released.Amount;
        if (entry.Amount is { } amount && amount != ours) return EntryMatch.AmountDiffers;
        return (entry.Status, payment.First?.Outcome, payment.Second) switch
        {
            (BankStatus.Pending, null, _) => EntryMatch.Pending,
            (BankStatus.Pending, _, _) => EntryMatch.AlreadyKnown,
            (BankStatus.Paid or BankStatus.Failed, null, _) => EntryMatch.Matched,
            (BankStatus.Paid, PaymentOutcome.Paid, _) => EntryMatch.AlreadyKnown,
            (BankStatus.Failed, PaymentOutcome.Failed, _) => EntryMatch.AlreadyKnown,
            (BankStatus.Returned, PaymentOutcome.Paid, null) => EntryMatch.Matched,
            (BankStatus.Returned, PaymentOutcome.Paid, _) => EntryMatch.AlreadyKnown,
            _ => EntryMatch.Contradicts,
        };
    }
}
