using Ledger.Rules;

namespace Ledger.Agreements.Domain;

/// <summary>Supply and demand of a region in a period were entered, or entered anew with a reason.</summary>
/// <param name="Region">Code of the region, as profiles name it.</param>
/// <param name="Data">What was entered.</param>
/// <param name="Index">What it comes to.</param>
/// <param name="Method">Rule id.</param>
/// <param name="MethodVersion">Rule version.</param>
/// <param name="Reason">Why earlier data of the period were replaced; null for the first.</param>
/// <param name="By">Who entered them.</param>
/// <param name="At">Recorded time.</param>
public sealed record AlignmentRecorded(
    string Region, AlignmentData Data, Rational Index, string Method, int MethodVersion, string? Reason, Actor By, DateTimeOffset At);
