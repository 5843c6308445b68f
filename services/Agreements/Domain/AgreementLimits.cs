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

    /// <summary>Most versions of one region policy profile.</summary>
    public const int ProfileVersions = 100;

    /// <summary>Most profiles laid over one another: nation, province, city, park.</summary>
    public const int ProfileLayers = 4;

    /// <summary>Longest signature of an authority, in characters of Base64.</summary>
    public const int ProfileSignature = 200;

    /// <summary>Most fields of supply or demand in one entry of the alignment register.</summary>
    public const int AlignmentFields = 200;

    /// <summary>Most periods in the alignment register of one region.</summary>
    public const int AlignmentPeriods = 500;
}
