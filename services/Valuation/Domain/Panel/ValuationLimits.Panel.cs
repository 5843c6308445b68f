namespace Ledger.Valuation.Domain;

/// <summary>Every limit of this service. Each has a test that goes past it.</summary>
public static partial class ValuationLimits
{
    /// <summary>Most appraisers that a panel ever held.</summary>
    public const int Appraisers = 500;

    /// <summary>Most ties that a panel ever recorded.</summary>
    public const int Ties = 5_000;

    /// <summary>Most qualifications of one appraiser.</summary>
    public const int Qualifications = 50;

    /// <summary>Longest reason, characters.</summary>
    public const int Reason = 500;

    /// <summary>Longest time from the commitment of a draw to its end.</summary>
    public static readonly TimeSpan DrawWindow = TimeSpan.FromDays(30);

    /// <summary>Most people invited to one quotation.</summary>
    public const int Invitees = 50;

    /// <summary>Longest window in which quotes are committed, and in which they are revealed.</summary>
    public static readonly TimeSpan QuoteWindow = TimeSpan.FromDays(90);

    /// <summary>How long after the end of the reveal the quotes can be opened: longer than a reveal takes to be handled.</summary>
    public static readonly TimeSpan RevealGrace = TimeSpan.FromSeconds(5);

    /// <summary>Most void reveals of one person in one quotation that are put on record; further ones are refused without.</summary>
    public const int VoidReveals = 20;
}
