namespace Ledger.Agreements.Domain;

/// <summary>Every limit of this service in one place; each has a test that goes past it.</summary>
public static class AgreementLimits
{
    /// <summary>Longest reason, ground or remark, in characters.</summary>
    public const int Reason = 500;

    /// <summary>Most parties that one consortium takes in.</summary>
    public const int Parties = 200;

    /// <summary>Most entries of the register of people, and of controlling relations, of one consortium.</summary>
    public const int Entries = 2_000;

    /// <summary>Most days that a default notice gives for cure: ten years.</summary>
    public const int CureDays = 3_660;

    /// <summary>Most versions of one agreement that are looked at.</summary>
    public const int Versions = 500;

    /// <summary>Most settled runs and allocated losses that one retroactive change touches: each is cited, and a fact cites no more than 256.</summary>
    public const int RetroactiveEffects = 200;

    /// <summary>Most days that reminders look ahead: ten years.</summary>
    public const int ReminderDays = 3_660;
}
