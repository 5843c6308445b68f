using System.Diagnostics;
using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>
/// Quotes that nobody could adapt to another's: all commit, then all reveal, and what does not fit is void and on record. Every
/// deadline is judged by the time of receipt.
/// </summary>
public static class QuotationDecider
{
    private const int LastRound = 2;

    public static Decision Decide(Quotation state, InviteQuotes command)
    {
        if (command.Case.Subject is not { } subject) return new AppraisalUnknown();
        if (command.Case.Voided is not null) return new ContributionIsReversed();
        if (command.By.Organisation == subject.Party) return new OwnAppraisal(subject.Party);
        if (command.Agreement?.Document is not { } document) return new AgreementNotActive(subject.AgreementId, subject.EffectiveOn);
        if (document.PolicyOf(subject.Kind) is not { } policy) return new KindNotAgreed(subject.Kind, document.Version);
        if (state.State != QuotationState.None) return InvitationRules.Repeats(state, command) ? Decision.Nothing : new QuotationKnown(command.Reference);
        if (command.Case.Acceptance is not null) return new AlreadyAccepted();
        if (InvitationRules.Broken(command) is { } broken) return broken;
        if (InvitationRules.Excluded(command, subject, policy.Methods) is { } excluded) return excluded;
        return Decision.Accept(new QuotesInvited(
            command.Reference, command.Case.Id, subject.Party, command.What, document.Currency, subject.EffectiveOn, command.Rule, command.Least,
            [.. command.Invited.Select(person => new Invitee(person, command.Known.Panel.Appraiser(person)!.Organisation))],
            command.Window, command.By, command.At));
    }

    public static Decision Decide(Quotation state, CommitQuote command)
    {
        if (Standing(state, command.By) is { } refused) return refused;
        if (!Commitments.IsHash(command.Commitment)) return new QuoteCommitmentMalformed { Field = "commitment" };
        if (state.QuoteOf(command.By.Person) is { } quote) return quote.Commitment == command.Commitment ? Decision.Nothing : new CommittedAlready();
        return command.At <= state.Window!.CommitUntil
            ? Decision.Accept(new QuoteCommitted(state.Round, command.Commitment, command.By, command.At))
            : new CommitLate(state.Window.CommitUntil);
    }

    public static Decision Decide(Quotation state, RevealQuote command)
    {
        if (Standing(state, command.By) is { } refused) return refused;
        if (!Commitments.IsNonce(command.Nonce)) return new QuoteNonceMalformed { Field = "nonce" };
        if (command.Amount.Currency != state.Currency) return new QuoteCurrency(command.Amount.Currency, state.Currency!) { Field = "amount.currency" };
        if (command.Amount.Sign <= 0) return Problems.AmountNotPositive("amount.amount", command.Amount.Amount);
        if (state.QuoteOf(command.By.Person) is not { } quote) return new NothingCommitted();
        if (command.At <= state.Window!.CommitUntil) return new RevealEarly(state.Window.CommitUntil);

        var said = Said(state, command);
        var why = command.At > state.Window.RevealUntil ? RevealVoid.Late
            : quote.Revealed ? RevealVoid.Duplicate
            : said != quote.Commitment ? RevealVoid.Mismatch
            : null;
        if (why is null) return Decision.Accept(new QuoteRevealed(state.Round, said, command.By, command.At));
        return state.Voids.Count(other => other.Person == command.By.Person) >= ValuationLimits.VoidReveals
            ? new TooManyVoidReveals(ValuationLimits.VoidReveals)
            : Decision.Accept(new RevealVoided(state.Round, why, said, command.By, command.At));
    }

    public static Decision Decide(Quotation state, CloseQuotation command)
    {
        if (state.State == QuotationState.None) return new QuotationUnknown();
        if (command.By.Organisation == state.Party) return new OwnAppraisal(state.Party);
        if (state.State is QuotationState.Closed or QuotationState.Failed) return Decision.Nothing;
        // A reveal that came in time and is still being handled is not overtaken.
        var closable = state.Window!.RevealUntil + ValuationLimits.RevealGrace;
        if (command.At <= closable) return new RevealRuns(closable);
        var revealed = state.Quotes.Where(quote => quote.Revealed).ToList();
        if (revealed.Count < state.Least) return TooFew(state, command, revealed.Count);

        var opened = new List<RevealedQuote>();
        foreach (var quote in revealed)
        {
            if (command.Opened.FirstOrDefault(one => one.Appraiser == quote.Person) is not { } content) return new EnvelopeMissing(quote.Person);
            opened.Add(content with { Commitment = quote.Commitment });
        }

        // The method compares each amount with its commitment once more: what was kept aside cannot have been exchanged.
        var evaluation = SealedQuotes.Method.Evaluate(new SealedQuotesInput($"{state.Appraisal:D}", state.Currency!, state.Rule, state.Least, opened));
        return evaluation.Result is { } result
            ? Decision.Accept(new QuotationClosed(result.FiguresAs<SealedQuotesFigures>().Value, result, command.By, command.At))
            : evaluation.Rejection!;
    }

    /// <summary>The hash of what a person reveals.</summary>
    public static string Said(Quotation state, RevealQuote command) =>
        Commitments.ToQuote($"{state.Appraisal:D}", command.By.Person, command.Amount, command.Nonce);

    public static Quotation Evolve(Quotation state, object fact) => fact switch
    {
        QuotesInvited f => state with
        {
            State = QuotationState.Open, Reference = f.Reference, Appraisal = f.Appraisal, Party = f.Party, What = f.What, Currency = f.Currency,
            AsOf = f.AsOf, Rule = f.Rule, Least = f.Least, Invited = f.Invited, Round = 1, Window = f.Window,
        },
        QuoteCommitted f => state with { Quotes = [.. state.Quotes, new SealedQuote(f.By.Person, f.Commitment, f.At, false)] },
        QuoteRevealed f => state with
        {
            Quotes = [.. state.Quotes.Select(quote => quote.Person == f.By.Person ? quote with { Revealed = true } : quote)],
        },
        RevealVoided f => state with { Voids = [.. state.Voids, new VoidReveal(f.Round, f.By.Person, f.Commitment, f.Code, f.At)] },
        QuotesReopened f => state with { Round = f.Round, Window = f.Window, Quotes = [] },
        QuotationClosed f => state with { State = QuotationState.Closed, Result = f.Result },
        QuotationFailed => state with { State = QuotationState.Failed },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of a quotation."),
    };

    private static Decision TooFew(Quotation state, CloseQuotation command, int valid)
    {
        if (state.Round == LastRound) return Decision.Accept(new QuotationFailed(valid, command.By, command.At));
        if (command.NewWindow is not { } window) return new NewWindowNeeded(valid, state.Least) { Field = "newWindow" };
        return InvitationRules.Ordered(window, command.At)
            ? Decision.Accept(new QuotesReopened(state.Round + 1, window, valid, command.By, command.At))
            : new WindowsMalformed { Field = "newWindow" };
    }

    private static Rejection? Standing(Quotation state, Actor by)
    {
        if (state.State == QuotationState.None) return new QuotationUnknown();
        if (state.Invited.All(invitee => invitee.Person != by.Person)) return new NotInvited();
        return state.State == QuotationState.Open ? null : new QuotationEnded();
    }
}
