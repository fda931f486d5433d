CREATE TABLE "consents" (
	"seq" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "consents_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"user_id" text NOT NULL,
	"kind" text NOT NULL,
	"agreed" boolean NOT NULL,
	"text_version" text NOT NULL,
	"text" text NOT NULL,
	"chosen_at" timestamp (3) with time zone NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "erasures" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"records" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"requested_by" text NOT NULL,
	"state" text NOT NULL,
	"changed" integer NOT NULL,
	"finished_at" timestamp (3) with time zone,
	CONSTRAINT "erasures_user_id_unique" UNIQUE("user_id")
);
--> statement-breakpoint
CREATE INDEX "consents_user" ON "consents" USING btree ("user_id","seq");