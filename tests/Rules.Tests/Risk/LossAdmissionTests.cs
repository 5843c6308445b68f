using CsCheck;

namespace Ledger.Rules.Tests;

public sealed class LossAdmissionTests
{
    private static readonly LossAdmissionInput Plain = new(Given.Cny, Given.Yuan("90000.00"), [], null, null);

    // By hand: min(max(90,000 - 5,000, 0), 20,000) = 20,000 insured; 70,000 - 50,000 = 20,000 above; 50,000 x 3 x 5% = 7,500 late.
    [Fact]
    public void Insurance_comes_off_first_then_the_exposure_then_late_notice()
    {
        var figures = LossAdmission.Admit(Plain with
        {
            Policies = [new("fire", Given.Yuan("90000.00"), Given.Yuan("5000.00"), Given.Yuan("20000.00"), false)],
            Exposure = new(Given.Yuan("50000.00"), OverExposure.Reduce),
            Notice = new(3, Given.Number("0.05"), Given.Number("0.5")),
        }).Value!;
        Assert.Equal(("20000.00", "20000.00", "7500.00", "42500.00"), (figures.Insured.Amount, figures.AboveExposure.Amount, figures.Late.Amount, figures.Admitted.Amount));
    }

    [Theory]
    [InlineData(0, "90000.00")]
    [InlineData(1, "85500.00")]
    [InlineData(10, "45000.00")]
    [InlineData(11, "45000.00")] // never more than half
    [InlineData(400, "45000.00")]
    public void Each_day_late_takes_its_share_up_to_the_most(int days, string admitted) =>
        Assert.Equal(admitted, LossAdmission.Admit(Plain with { Notice = new(days, Given.Number("0.05"), Given.Number("0.5")) }).Value!.Admitted.Amount);

    [Fact]
    public void Two_covers_of_one_loss_take_off_no_more_than_the_loss()
    {
        var cover = new CoveringPolicy("a", Given.Yuan("90000.00"), Given.Yuan("0.00"), Given.Yuan("60000.00"), false);
        Assert.Equal("0.00", LossAdmission.Admit(Plain with { Policies = [cover, cover with { Policy = "b" }] }).Value!.Admitted.Amount);
        Assert.Equal("30000.00", LossAdmission.Admit(Plain with { Policies = [cover, cover with { Policy = "b", Declined = true }] }).Value!.Admitted.Amount);
    }

    [Fact]
    public void Bad_losses_are_refused()
    {
        Assert.Equal(["admission.late-notice at notice.daysLate"], LossAdmission.Admit(Plain with { Notice = new(1) }).Refusals());
        Assert.Equal(["admission.above-exposure at exposure.limit"], LossAdmission.Admit(Plain with { Exposure = new(Given.Yuan("89999.99"), OverExposure.Refuse) }).Refusals());
        Assert.Equal("90000.00", LossAdmission.Admit(Plain with { Exposure = new(Given.Yuan("90000.00"), OverExposure.Refuse) }).Value!.Admitted.Amount);
        Assert.Equal(["admission.most-missing at notice.most"], LossAdmission.Admit(Plain with { Notice = new(1, Given.Number("0.1")) }).Refusals());
        Assert.Equal(["input.out-of-range at notice.reducePerDay"], LossAdmission.Admit(Plain with { Notice = new(1, 2, 1) }).Refusals());
        Assert.Equal(["input.not-positive at notice.most"], LossAdmission.Admit(Plain with { Notice = new(1, 1, 0) }).Refusals());
        Assert.Equal(["money.negative at measured"], LossAdmission.Admit(Plain with { Measured = Given.Yuan("-0.01") }).Refusals());
        Assert.Equal(["money.not-positive at exposure.limit"], LossAdmission.Admit(Plain with { Exposure = new(Given.Yuan("0.00"), OverExposure.Reduce) }).Refusals());
        var cover = new CoveringPolicy("a", Given.Yuan("1.00"), Given.Yuan("0.00"), Given.Yuan("0.00"), false);
        Assert.Equal(["money.not-positive at policies[0].limit"], LossAdmission.Admit(Plain with { Policies = [cover] }).Refusals());
        Assert.Equal(["input.duplicate at policies[1].policy"], LossAdmission.Admit(Plain with { Policies = [cover with { Limit = Plain.Measured }, cover with { Limit = Plain.Measured }] }).Refusals());
    }

    [Fact]
    public void The_parts_sum_to_the_loss() => Gen.Select(Gen.Long[0, 100_000], Gen.Long[0, 50_000], Gen.Long[1, 50_000], Gen.Long[1, 80_000], Gen.Int[0, 30]).Sample((loss, attachment, limit, exposure, days) =>
    {
        var figures = LossAdmission.Admit(new(
            Given.Cny, Cents(loss), [new("p", Cents(loss), Cents(attachment), Cents(limit), false)], new(Cents(exposure), OverExposure.Reduce), new(days, new Rational(1, 30), new Rational(2, 3)))).Value!;
        return figures.Insured + figures.AboveExposure + figures.Late + figures.Admitted == figures.Measured
            && figures.Admitted.Sign >= 0 && figures.Admitted <= Cents(exposure);
    });

    private static Money Cents(long minor) => new(minor, Given.Cny);
}
